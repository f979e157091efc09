package dev.tain.link.plan;

import java.util.ArrayList;
import java.util.List;

/** Which brokers hold a mirror's partitions: the link broker first, so that it leads, and others after it in turn. */
public final class Placement {
    private Placement() {}

    /**
     * Chooses replicas.
     *
     * @param leader the link broker
     * @param others all other living brokers, in order of their ids
     * @param from the first partition to place
     * @param until the partition after the last one
     * @throws IllegalArgumentException when there are fewer brokers than replicas
     */
    public static List<List<Integer>> of(int leader, List<Integer> others, int from, int until, int replicas) {
        if (replicas < 1 || replicas > others.size() + 1) {
            throw new IllegalArgumentException("the replication factor " + replicas + " does not fit a cluster of "
                    + (others.size() + 1) + " brokers");
        }
        List<List<Integer>> partitions = new ArrayList<>();
        for (int partition = from; partition < until; partition++) {
            List<Integer> chosen = new ArrayList<>(List.of(leader));
            for (int i = 0; chosen.size() < replicas; i++) {
                chosen.add(others.get((partition + i) % others.size()));
            }
            partitions.add(List.copyOf(chosen));
        }
        return partitions;
    }
}
