package dev.tain.app.internal.demo;

import dev.tain.embedded.EmbeddedClickHouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ClickHouse, asked over its HTTP interface. */
record ClickHouseReplica(EmbeddedClickHouse server, HttpClient client, String version) implements Replica {
    private static final String DATABASE = "replica";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int OK = 200;

    static ClickHouseReplica open(EmbeddedClickHouse server) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ClickHouseReplica replica = new ClickHouseReplica(server, client, "");
        replica.ask("CREATE DATABASE " + DATABASE, "default");
        return new ClickHouseReplica(server, client, replica.ask("SELECT version()", DATABASE));
    }

    @Override
    public String place() {
        return "ClickHouse " + version + " at 127.0.0.1:" + server.httpPort();
    }

    @Override
    public String peer() {
        return "\"type\": \"CLICKHOUSE\", \"clickhouse_config\": {\"host\": \"127.0.0.1\","
                + "\n  \"port\": %d, \"user\": \"default\", \"database\": \"%s\", \"disable_tls\": true}"
                        .formatted(server.httpPort(), DATABASE);
    }

    @Override
    public Watch watch() {
        return new PulseWatch(this);
    }

    private record PulseWatch(ClickHouseReplica replica) implements Watch {
        @Override
        public long beat() throws IOException, InterruptedException {
            return Long.parseLong(replica.ask("SELECT max(beat) FROM pulse", DATABASE));
        }

        @Override
        public void close() {
            // Each look is a request of its own.
        }
    }

    @Override
    public RowText rowText() {
        return RowText.CLICKHOUSE;
    }

    @Override
    public List<RowsAndSum> answers(List<String> questions) throws IOException, InterruptedException {
        List<RowsAndSum> answers = new ArrayList<>();
        for (String question : questions) {
            String[] fields = ask(question, DATABASE).split("\t", -1);
            answers.add(new RowsAndSum(Long.parseLong(fields[0]), fields[1]));
        }
        return answers;
    }

    private String ask(String sql, String database) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.httpPort() + "/?database=" + database))
                .timeout(LIMIT)
                .POST(BodyPublishers.ofString(sql))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException("ClickHouse refused " + sql + ": " + answer.body());
        }
        return answer.body().strip();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
