package dev.tain.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class EmbeddedClickHouseIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void keepsRowsAndPortsThroughACrash() throws Exception {
        try (EmbeddedClickHouse server = open()) {
            assertThat(query(server, "SELECT version()")).isEqualTo(server.version());
            query(server, "CREATE TABLE t ENGINE = MergeTree ORDER BY () AS SELECT number FROM numbers(1000)");
            int port = server.httpPort();
            server.crash();
            assertThat(server.isRunning()).isFalse();
            server.start();
            assertThat(server.httpPort()).isEqualTo(port);
            assertThat(query(server, "SELECT count() FROM t")).isEqualTo("1000");
        }
    }

    private static EmbeddedClickHouse open() {
        try {
            return EmbeddedClickHouse.open();
        } catch (EmbeddedClickHouseException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    private static String query(EmbeddedClickHouse server, String sql) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort()))
                        .POST(BodyPublishers.ofString(sql))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().strip();
    }
}
