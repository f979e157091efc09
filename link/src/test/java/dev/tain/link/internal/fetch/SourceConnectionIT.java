package dev.tain.link.internal.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.testkit.KafkaCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.junit.jupiter.api.Test;

/** A source whose name has several addresses is reached as long as one of them leads to it. */
class SourceConnectionIT {
    private static final SourceConfig CONFIG = new SourceConfig(
            "names", Map.of("socket.connection.setup.timeout.ms", "1000", "bootstrap.servers", "-:1"), 1, 1, 1, 1);

    private static String clusterBehind(int port) throws IOException {
        Node node = new Node(1, TestNames.TWO_ADDRESSES, port);
        try (SourceConnection connection = SourceConnection.to(node, CONFIG)) {
            MetadataRequest.Builder request = new MetadataRequest.Builder(List.of(), false);
            return connection.send(request, MetadataResponse.class).response().clusterId();
        }
    }

    private static int port(KafkaCluster cluster) {
        String bootstrap = cluster.bootstrap();
        return Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
    }

    @Test
    void theSecondAddressIsTriedWhereTheFirstRefusesOrIsSilent() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start(1)) {
            assertThat(clusterBehind(port(cluster))).isEqualTo(cluster.id());
            InetAddress first = InetAddress.getAllByName(TestNames.TWO_ADDRESSES)[0];
            try (ServerSocket silent = new ServerSocket(port(cluster), 1, first)) {
                assertThat(silent.isBound()).isTrue();
                assertThat(clusterBehind(port(cluster))).isEqualTo(cluster.id());
            }
        }
    }

    @Test
    void thereIsAnEndWhereNoneAnswers() {
        assertThatThrownBy(() -> clusterBehind(KafkaCluster.freePort()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(TestNames.TWO_ADDRESSES);
    }
}
