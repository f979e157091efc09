package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the port of a server's HTTP interface, once. Safe for any thread. */
final class Interface {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_OF_SERVERS = 500;

    private final Address address;
    private final HttpClient client;
    private volatile @Nullable URI found;

    Interface(Address address, HttpClient client) {
        this.address = address;
        this.client = client;
    }

    URI uri() {
        URI known = found;
        if (known == null) {
            known = find();
            found = known;
        }
        return known;
    }

    private URI find() {
        TainException failure = null;
        for (int port : address.candidates()) {
            URI uri = address.uri(port);
            try {
                if (isClickHouse(uri)) {
                    return uri;
                }
                failure = notHttp(port);
            } catch (IOException e) {
                TainException broken = port == address.port() && isNotHttp(e)
                        ? notHttp(port)
                        : Errors.broken(e, uri.getAuthority(), "connecting");
                failure = failure == null || port == address.port() ? broken : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TainException(
                        ErrorCode.CLICKHOUSE_UNREACHABLE, "Interrupted while connecting.", "Nothing is needed.", e);
            }
        }
        throw Objects.requireNonNull(failure, "no port to try");
    }

    private boolean isClickHouse(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri.resolve("/ping"))
                        .timeout(PROBE_LIMIT)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() == TOO_MANY_REQUESTS || answer.statusCode() >= FIRST_OF_SERVERS) {
            throw Errors.refused(
                    0, answer.statusCode(), answer.body(), "connecting"); // it speaks HTTP, and is not well
        }
        return answer.statusCode() == OK && answer.body().strip().equals("Ok.");
    }

    /** Bytes that are no HTTP. An end without any says nothing of the port: so does a server that just goes away. */
    private static boolean isNotHttp(IOException e) {
        return String.valueOf(e.getMessage()).contains("Invalid status line");
    }

    private TainException notHttp(int port) {
        return new TainException(
                ErrorCode.CLICKHOUSE_PORT_WRONG,
                "ClickHouse's HTTP interface was not found on " + address.host() + ": at port " + port
                        + " something else answers, such as the native protocol.",
                "Give the peer the port of the server's HTTP interface, usually " + (address.tls() ? 8443 : 8123)
                        + ".");
    }
}
