package dev.tain.link.internal.broker;

import java.util.concurrent.CompletableFuture;
import kafka.network.RequestChannel;
import kafka.server.ApiRequestHandler;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRequestHandlerPool;
import kafka.server.KafkaRequestHandlerPoolFactory;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * What broker and controller of one process share, with the guard in front of the broker's request handlers. The
 * factory of their pool is the one thing that differs from Kafka's own.
 */
final class GuardedServer extends SharedServer {
    private static final String BROKER = "broker";

    private final KafkaRequestHandlerPoolFactory pools;

    GuardedServer(KafkaConfig config, MetaPropertiesEnsemble directories, Metrics metrics, Sockets sockets) {
        super(
                config,
                directories,
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                new StandardFaultHandlerFactory(),
                sockets.factory());
        this.pools = new GuardingPools(sockets.guard());
    }

    /** What a server is made with besides its configuration. */
    record Sockets(ServerSocketFactory factory, WriteGuard guard) {}

    @Override
    public KafkaRequestHandlerPoolFactory requestHandlerPoolFactory() {
        return pools;
    }

    private static final class GuardingPools extends KafkaRequestHandlerPoolFactory {
        private final WriteGuard guard;

        GuardingPools(WriteGuard guard) {
            this.guard = guard;
        }

        @Override
        public KafkaRequestHandlerPool createPool(
                int brokerId, RequestChannel channel, ApiRequestHandler apis, Time time, int threads, String node) {
            ApiRequestHandler first = node.equals(BROKER) ? guard.before(apis, channel) : apis;
            return super.createPool(brokerId, channel, first, time, threads, node);
        }
    }
}
