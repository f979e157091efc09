package dev.tain.link.plan;

/**
 * One partition of a mirror has ended: where, so that the way back is known later.
 *
 * @param end the offset after the source's last record here; what follows is the destination's own
 * @param done whether the source's producers are forgotten too, and all replicas have that
 */
public record StopRecord(String topic, int partition, long end, boolean done) {}
