package dev.tain.clickhouse.internal.http;

import dev.tain.clickhouse.internal.Cluster;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A ClickHouse server over its HTTP interface. Opens nothing until asked; safe for any thread.
 *
 * <p>All that is sent may be sent twice without harm, so a connection that breaks before an answer is tried once more.
 */
public final class Server {
    private static final Duration STATEMENT_LIMIT = Duration.ofMinutes(10);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final String BOUNDARY = "tain-5e1f0c3a9b";

    private final Peer peer;
    private final Address address;
    private final HttpClient client;
    private volatile @Nullable URI found;

    public Server(Peer peer) {
        this.peer = peer;
        this.address = Address.of(peer);
        this.client = Clients.of(peer, address);
    }

    /** The database that the peer names, or the server's default. */
    public String database() {
        return peer.option("database").filter(name -> !name.isBlank()).orElse("default");
    }

    public String user() {
        return peer.option("user").filter(name -> !name.isBlank()).orElse("default");
    }

    public Cluster cluster() {
        return new Cluster(peer.option("cluster").map(String::strip).orElse(""), peer.flag("replicated"));
    }

    public boolean isEncrypted() {
        return address.tls();
    }

    /** The port of the HTTP interface, which may be another one than the peer names. */
    public int port() {
        return uri().getPort();
    }

    public boolean isPortAsGiven() {
        return port() == address.port();
    }

    // ---- statements

    /** Runs a statement that has no result. */
    public void run(String sql, String doing) {
        send(request(Map.of(), BodyPublishers.ofString(sql)), doing);
    }

    /** The rows of a query as texts; NULL is {@code \N}. */
    public List<List<String>> query(String sql, String doing) {
        byte[] answer = send(request(Map.of("default_format", "TabSeparated"), BodyPublishers.ofString(sql)), doing);
        return Tsv.parse(new String(answer, StandardCharsets.UTF_8));
    }

    /** What a query with a FORMAT of its own gives, whole. */
    public byte[] bytes(String sql, Map<String, String> settings, String doing) {
        return send(request(settings, BodyPublishers.ofString(sql)), doing);
    }

    /**
     * What a query gives that reads a table of its own, which travels with it.
     *
     * @param structure the columns of the table {@code wanted} with their types
     * @param rows in the binary row format
     */
    public byte[] bytes(String sql, String structure, byte[] rows, String doing) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("query", sql);
        settings.put("wanted_structure", structure);
        settings.put("wanted_format", "RowBinary");
        ByteArrayOutputStream body = new ByteArrayOutputStream(rows.length + 256);
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"wanted\"; filename=\"wanted\""
                        + "\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(rows);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        HttpRequest.Builder request = builder(settings)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        return send(request.build(), doing);
    }

    /** Inserts rows that are in memory. {@code statement} ends with the format. */
    public void insert(String statement, Map<String, String> settings, List<byte[]> rows, String doing) {
        send(request(insertSettings(statement, settings), BodyPublishers.ofByteArrays(rows)), doing);
    }

    /** Starts an insert whose rows come one block after the other. */
    public InsertStream insert(String statement, String doing) {
        return new InsertStream(
                this, body -> request(insertSettings(statement, Map.of("insert_deduplicate", "0")), body), doing);
    }

    private static Map<String, String> insertSettings(String statement, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("query", statement);
        all.put("async_insert", "0");
        all.put("optimize_on_insert", "0"); // a block has no two rows of one key, so there is nothing to merge yet
        return all;
    }

    // ---- requests

    private HttpRequest request(Map<String, String> settings, BodyPublisher body) {
        return builder(settings).POST(body).build();
    }

    private HttpRequest.Builder builder(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("database", database());
        all.put("wait_end_of_query", "1"); // so that an error in the middle is told as one
        all.put("distributed_foreground_insert", "1"); // so that what is written is with the shards
        List<String> parameters = new ArrayList<>();
        all.forEach((name, value) -> parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return HttpRequest.newBuilder(uri().resolve("/?" + String.join("&", parameters)))
                .timeout(STATEMENT_LIMIT)
                .header("X-ClickHouse-User", user())
                .header(
                        "X-ClickHouse-Key",
                        peer.secret("password").map(Secret::reveal).orElse(""));
    }

    private byte[] send(HttpRequest request, String doing) {
        try {
            return sendOnce(request, doing);
        } catch (IOException e) {
            try {
                return sendOnce(request, doing); // the server closes idle connections whenever it likes
            } catch (IOException again) {
                throw Errors.broken(again, peer.option("host").orElse(""), doing);
            }
        }
    }

    byte[] sendOnce(HttpRequest request, String doing) throws IOException {
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK) {
                int code = answer.headers()
                        .firstValue("X-ClickHouse-Exception-Code")
                        .map(Integer::parseInt)
                        .orElse(0);
                throw Errors.refused(code, new String(answer.body(), StandardCharsets.UTF_8), doing);
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TainException(
                    ErrorCode.CLICKHOUSE_CONNECTION_LOST, "Interrupted while " + doing + ".", "Nothing is needed.", e);
        }
    }

    // ---- where the HTTP interface is

    private URI uri() {
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
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(uri.resolve("/ping"))
                                .timeout(PROBE_LIMIT)
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == OK && answer.body().strip().equals("Ok.")) {
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
        throw java.util.Objects.requireNonNull(failure, "no port to try");
    }

    private static boolean isNotHttp(IOException e) {
        return String.valueOf(e.getMessage()).contains("HTTP/1.1 header parser")
                || String.valueOf(e.getMessage()).contains("Invalid status line");
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
