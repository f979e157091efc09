package dev.tain.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tain.e2e.CrashPoint.Armed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Passes requests on to a ClickHouse server, inside the process that sends them. Each has a name, see {@link
 * StatementName}, and may be the process's last: before the server hears of it, in the middle of its rows ({@code piece
 * of accounts}, every {@link #PIECE_BYTES}), or when the server has done it and nobody was told.
 */
final class ClickHouseRelay {
    static final int PIECE_BYTES = 32 << 10;

    private static final List<String> PASSED_ON = List.of(
            "Content-Type",
            "Content-Encoding",
            "Accept-Encoding",
            "X-ClickHouse-User",
            "X-ClickHouse-Key",
            "X-ClickHouse-Query-Id",
            "X-ClickHouse-Exception-Code");

    private final Armed armed;
    private final int serverPort;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ClickHouseRelay(int serverPort, Armed armed, HttpServer server) {
        this.serverPort = serverPort;
        this.armed = armed;
        this.server = server;
    }

    static ClickHouseRelay open(int serverPort, Armed armed) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ClickHouseRelay relay = new ClickHouseRelay(serverPort, armed, server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", relay::handle);
        server.start();
        return relay;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked asked = read(exchange);
            armed.passing(asked.name(), false);
            HttpResponse<byte[]> answer = client.send(request(exchange, asked.body()), BodyHandlers.ofByteArray());
            armed.passing(asked.name(), true);
            for (String header : PASSED_ON) {
                answer.headers()
                        .firstValue(header)
                        .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A request's name, and its body as it is passed on. */
    private record Asked(String name, BodyPublisher body) {}

    private Asked read(HttpExchange exchange) throws IOException {
        String statement = StatementName.parameter(exchange.getRequestURI(), "query");
        if (statement.isEmpty()) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            return new Asked(
                    StatementName.of(new String(body, StandardCharsets.UTF_8)), BodyPublishers.ofByteArray(body));
        }
        String name = StatementName.of(statement);
        InputStream rows = new Pieces(exchange.getRequestBody(), "piece of " + name.substring(name.indexOf(' ') + 1));
        return new Asked(name, BodyPublishers.ofInputStream(() -> rows));
    }

    private HttpRequest request(HttpExchange exchange, BodyPublisher body) {
        URI asked = exchange.getRequestURI();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + serverPort + asked.getRawPath() + query));
        for (String header : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.setHeader(header, value);
            }
        }
        return request.method(exchange.getRequestMethod(), body).build();
    }

    /** Rows on their way, which may break off after any piece. */
    private final class Pieces extends FilterInputStream {
        private final String name;
        private long passed;

        Pieces(InputStream in, String name) {
            super(in);
            this.name = name;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, Math.min(length, PIECE_BYTES));
            long before = passed / PIECE_BYTES;
            passed += Math.max(0, read);
            if (passed / PIECE_BYTES > before) {
                armed.passing(name, true);
            }
            return read;
        }
    }
}
