package dev.tain.link.internal.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * One connection to one broker of a source, with all security settings of Kafka's clients, one request at a time. The
 * source's quotas hold us back as they do any client. Used by one thread, except for {@link #interrupt}.
 */
final class SourceConnection implements AutoCloseable {
    private static final int IN_FLIGHT = 1;
    private static final long RECONNECT_MILLIS = 50;
    private static final long RECONNECT_MOST_MILLIS = 1_000;
    private static final int SEND_BUFFER_BYTES = 128 * 1024;
    /** The system chooses, which suits long distances. */
    private static final int RECEIVE_BUFFER_BYTES = -1;

    private final Node node;
    private final Metrics metrics = new Metrics();
    private final NetworkClient client;
    private final long connectMillis;
    private final int requestMillis;

    private SourceConnection(Node node, SourceConfig config) {
        this.node = node;
        Map<String, Object> properties = new HashMap<>(config.client());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        ConsumerConfig consumer = new ConsumerConfig(properties);
        LogContext log = new LogContext("[link " + config.link() + ", source broker " + node.idString() + "] ");
        this.connectMillis = consumer.getLong(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG);
        this.requestMillis = consumer.getInt(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        this.client = new NetworkClient(
                new Selector(
                        consumer.getLong(ConsumerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG),
                        metrics,
                        Time.SYSTEM,
                        "tain-link-source",
                        ClientUtils.createChannelBuilder(consumer, Time.SYSTEM, log),
                        log),
                new ManualMetadataUpdater(),
                "tain-link-" + config.link(),
                IN_FLIGHT,
                RECONNECT_MILLIS,
                RECONNECT_MOST_MILLIS,
                SEND_BUFFER_BYTES,
                RECEIVE_BUFFER_BYTES,
                requestMillis,
                connectMillis,
                consumer.getLong(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG),
                Time.SYSTEM,
                true,
                new ApiVersions(),
                log,
                MetadataRecoveryStrategy.NONE);
    }

    /** Connects with the first request, not before. */
    static SourceConnection to(Node node, SourceConfig config) {
        return new SourceConnection(node, config);
    }

    /** An answer, and the version that it was asked in. */
    record Answer<T extends AbstractResponse>(T response, short version) {}

    /**
     * Sends and waits.
     *
     * @throws SocketTimeoutException when nothing comes in time
     * @throws IOException when the broker cannot be reached or the connection breaks
     * @throws org.apache.kafka.common.errors.ApiException when the broker does not let us in, or knows no such
     * request
     */
    <T extends AbstractResponse> Answer<T> send(AbstractRequest.Builder<?> request, Class<T> type) throws IOException {
        long begun = Time.SYSTEM.milliseconds();
        try {
            connect();
            begun = Time.SYSTEM.milliseconds();
            ClientResponse response = NetworkClientUtils.sendAndReceive(
                    client,
                    client.newClientRequest(node.idString(), request, Time.SYSTEM.milliseconds(), true),
                    Time.SYSTEM);
            return new Answer<>(
                    type.cast(response.responseBody()), response.requestHeader().apiVersion());
        } catch (IOException | RuntimeException e) {
            client.close(node.idString());
            if (e instanceof IOException && Time.SYSTEM.milliseconds() - begun >= requestMillis) {
                throw silence(e);
            }
            throw e;
        }
    }

    /**
     * A name may have several addresses, of which some lead nowhere: each is tried once. Kafka's client takes the next
     * one with each attempt until the connection is forgotten.
     */
    private void connect() throws IOException {
        for (int tried = 1; !isConnected(tried); tried++) {
            client.disconnect(node.idString());
            awaitTurn();
        }
    }

    /** @throws IOException when it is not, and no address is left */
    private boolean isConnected(int tried) throws IOException {
        try {
            if (NetworkClientUtils.awaitReady(client, node, Time.SYSTEM, connectMillis)) {
                return true;
            }
            throw new SocketTimeoutException(place() + " did not answer within " + connectMillis + " ms");
        } catch (IOException e) {
            if (tried >= addresses()) {
                throw e;
            }
            return false;
        }
    }

    /** How many there are; one where the name cannot be resolved, which Kafka's client has told then. */
    private int addresses() {
        try {
            return InetAddress.getAllByName(node.host()).length;
        } catch (UnknownHostException _) {
            return 1;
        }
    }

    /** Kafka's client pauses a moment between attempts. */
    private void awaitTurn() {
        long now = Time.SYSTEM.milliseconds();
        long delay = client.connectionDelay(node, now);
        while (delay > 0) {
            client.poll(delay, now);
            now = Time.SYSTEM.milliseconds();
            delay = client.connectionDelay(node, now);
        }
    }

    /** Kafka's client says "disconnected" also where it was itself that gave up waiting. */
    private SocketTimeoutException silence(Exception e) {
        SocketTimeoutException silence =
                new SocketTimeoutException(place() + " did not answer within " + requestMillis + " ms");
        silence.initCause(e);
        return silence;
    }

    private String place() {
        return node.host() + ":" + node.port();
    }

    /** Lets a request that is waited for end with an exception, and all later ones; from any thread. */
    void interrupt() {
        client.initiateClose();
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
