package dev.tain.bench;

import dev.tain.testkit.PostgresServer;

/**
 * What one consumer needed for one backlog.
 *
 * @param seconds from its start until the last change was visible
 * @param sourceCpu CPU seconds of the whole source server meanwhile
 * @param destinationCpu CPU seconds of the whole destination server
 * @param ownCpu CPU seconds of the consumer's own process
 */
record Measurement(String consumer, double seconds, double sourceCpu, double destinationCpu, double ownCpu) {
    private static final double NANOS_PER_SECOND = 1e9;

    static Measurement of(Consumer consumer, ServerPair servers) throws Exception {
        double source = cpu(servers.source());
        double destination = cpu(servers.destination()) + consumer.destinationCpuSeconds();
        double own = consumer.cpuSeconds();
        long start = System.nanoTime();
        consumer.start();
        consumer.awaitLast();
        long end = System.nanoTime();
        return new Measurement(
                consumer.name(),
                (end - start) / NANOS_PER_SECOND,
                cpu(servers.source()) - source,
                cpu(servers.destination()) + consumer.destinationCpuSeconds() - destination,
                consumer.cpuSeconds() - own);
    }

    private static double cpu(PostgresServer server) {
        return ServerPair.cpuSeconds(server);
    }
}
