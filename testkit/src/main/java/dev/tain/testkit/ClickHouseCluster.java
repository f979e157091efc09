package dev.tain.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tain.embedded.EmbeddedClickHouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two real ClickHouse servers that know each other as the shards of a cluster.
 *
 * <p>One thing these servers cannot do: carry out statements {@code ON CLUSTER}, because they have no Keeper. Whoever
 * connects to {@link #httpPort} talks to the first server, except that such a statement is carried out, without these
 * words, on one server after the other. Everything else is as it is with any cluster.
 */
public final class ClickHouseCluster implements AutoCloseable {
    public static final String NAME = "pair";

    private static final String ON_CLUSTER = " ON CLUSTER `" + NAME + "`";
    private static final int MOST_STATEMENT_BYTES = 100_000;
    private static final Set<String> HEADERS =
            Set.of("content-type", "x-clickhouse-user", "x-clickhouse-key", "x-clickhouse-exception-code");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<ClickHouseServer> servers;
    private final HttpServer front;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ClickHouseCluster(List<ClickHouseServer> servers, HttpServer front) {
        this.servers = servers;
        this.front = front;
        front.setExecutor(threads);
        front.createContext("/", this::pass);
        front.start();
    }

    /** Starts both servers; the directory is the caller's. */
    public static ClickHouseCluster open(Path directory) {
        try {
            List<ClickHouseServer> servers = List.of(start(directory.resolve("one")), start(directory.resolve("two")));
            String configuration = configuration(
                    servers.getFirst().nativePort(), servers.getLast().nativePort());
            for (ClickHouseServer server : servers) {
                server.process().crash();
            }
            Files.writeString(directory.resolve("one/server.xml"), configuration);
            Files.writeString(directory.resolve("two/server.xml"), configuration);
            servers.forEach(server -> server.process().start());
            InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new ClickHouseCluster(servers, HttpServer.create(loopback, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On ports of its own choice, which it keeps. */
    private static ClickHouseServer start(Path directory) {
        return ClickHouseServer.open(() -> EmbeddedClickHouse.open(directory, configuration(1, 1)));
    }

    private static String configuration(int... nativePorts) {
        StringBuilder shards = new StringBuilder();
        for (int port : nativePorts) {
            shards.append("<shard><replica><host>127.0.0.1</host><port>")
                    .append(port)
                    .append("</port></replica></shard>");
        }
        return "<clickhouse><logger><level>error</level></logger><remote_servers><" + NAME + ">" + shards + "</" + NAME
                + "></remote_servers></clickhouse>";
    }

    /** Where statements for the whole cluster are understood. */
    public int httpPort() {
        return front.getAddress().getPort();
    }

    public List<ClickHouseServer> servers() {
        return servers;
    }

    public ClickHouseServer first() {
        return servers.getFirst();
    }

    /** Makes an empty database on both servers. */
    public void createDatabase(String name) {
        servers.forEach(server -> server.execute("CREATE DATABASE " + name));
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String start = new String(body, 0, Math.min(body.length, MOST_STATEMENT_BYTES), StandardCharsets.UTF_8);
            HttpResponse<byte[]> answer;
            if (start.contains(ON_CLUSTER)) {
                byte[] local = start.replace(ON_CLUSTER, "").getBytes(StandardCharsets.UTF_8);
                HttpResponse<byte[]> here = send(servers.getFirst(), exchange, local);
                answer = here.statusCode() == 200 ? send(servers.getLast(), exchange, local) : here;
            } else {
                answer = send(servers.getFirst(), exchange, body);
            }
            answer.headers().map().forEach((name, values) -> {
                if (HEADERS.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static HttpResponse<byte[]> send(ClickHouseServer server, HttpExchange exchange, byte[] body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.httpPort() + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                request.header(name, values.getFirst());
            }
        });
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        front.stop(0);
        threads.close();
        servers.forEach(ClickHouseServer::close);
    }
}
