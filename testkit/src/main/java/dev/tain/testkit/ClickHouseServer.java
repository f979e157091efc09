package dev.tain.testkit;

import dev.tain.embedded.EmbeddedClickHouse;
import dev.tain.embedded.EmbeddedClickHouseException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real ClickHouse for tests. Most tests share one server, each with a fresh database. Where none can be had the test
 * that asks is skipped, and says why in one line.
 */
public final class ClickHouseServer implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static @Nullable ClickHouseServer shared;

    private final EmbeddedClickHouse server;

    private ClickHouseServer(EmbeddedClickHouse server) {
        this.server = server;
    }

    /** The server that all tests of this JVM share. It ends with the JVM: nobody closes it. */
    public static synchronized ClickHouseServer shared() {
        ClickHouseServer running = shared;
        if (running == null) {
            running = open();
            shared = running;
        }
        return running;
    }

    /** A server of the test's own; the test closes it. */
    public static ClickHouseServer open() {
        return open(EmbeddedClickHouse::open);
    }

    static ClickHouseServer open(Supplier<EmbeddedClickHouse> opening) {
        try {
            return new ClickHouseServer(opening.get());
        } catch (EmbeddedClickHouseException e) {
            return Assumptions.abort(String.valueOf(e.getMessage()));
        }
    }

    /** The server's process. */
    public long pid() {
        return server.pid();
    }

    /** Creates an empty database with a name that no other test has. */
    public String createDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return name;
    }

    public void execute(String... statements) {
        for (String statement : statements) {
            ask(statement);
        }
    }

    /** The rows of a query, values in text with bars between, NULL as {@code ∅}. */
    public List<String> rows(String query) {
        String answer = ask(query + " FORMAT CustomSeparated SETTINGS format_custom_field_delimiter = '|',"
                + " format_custom_row_after_delimiter = '\\x1e', format_custom_escaping_rule = 'Raw',"
                + " format_tsv_null_representation = '∅'");
        return answer.isEmpty()
                ? List.of()
                : List.of(answer.substring(0, answer.length() - 1).split("\u001e", -1));
    }

    /** The first value of a query. */
    public String value(String query) {
        return rows(query).getFirst();
    }

    private String ask(String statement) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + "/"))
                .POST(BodyPublishers.ofString(statement))
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(statement + " failed: " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(statement + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during " + statement, e);
        }
    }

    public int httpPort() {
        return server.httpPort();
    }

    public int nativePort() {
        return server.nativePort();
    }

    /** The process underneath, to stop, crash and start. */
    public EmbeddedClickHouse process() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
