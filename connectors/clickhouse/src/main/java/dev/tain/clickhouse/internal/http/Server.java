package dev.tain.clickhouse.internal.http;

import dev.tain.clickhouse.internal.Cluster;
import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.model.Peer;
import dev.tain.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ClickHouse server over its HTTP interface. Opens nothing until asked; safe for any thread.
 *
 * <p>All that is sent may be sent twice without harm, so a connection that breaks before an answer is tried once more.
 */
public final class Server {
    private static final Duration STATEMENT_LIMIT = Duration.ofMinutes(10);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final String CONTENT_ENCODING = "Content-Encoding";
    private static final String QUERY_ID = "X-ClickHouse-Query-Id";
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final String BOUNDARY = "tain-5e1f0c3a9b";

    private final Peer peer;
    private final Address address;
    private final String mirror;
    private final HttpClient client;
    private final Interface at;
    private final Compression compression;
    private final Exchange exchange;
    private final Map<String, String> settings = new ConcurrentHashMap<>();

    public Server(Peer peer) {
        this(peer, "");
    }

    /** @param mirror on whose behalf it is used; its name is part of the ids of queries */
    public Server(Peer peer, String mirror) {
        this.peer = peer;
        this.mirror = mirror;
        this.address = Address.of(peer);
        this.client = Clients.of(peer, address);
        this.at = new Interface(address, client);
        this.compression = Compression.of(peer, address);
        this.exchange = new Exchange(client, this::isWorkingOn);
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
        return at.uri().getPort();
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

    /** The value of a setting when it was first asked for; empty when the server does not have it. */
    public String setting(String name) {
        String known = settings.get(name); // several threads may ask at the same time, but none waits for another
        if (known == null) {
            known = query(
                            "SELECT value FROM system.settings WHERE name = " + Identifiers.literal(name),
                            "looking at the server's settings")
                    .stream()
                    .findFirst()
                    .map(List::getFirst)
                    .orElse("");
            settings.put(name, known);
        }
        return known;
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
        HttpRequest.Builder request = builder(settings, "")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        return send(request.build(), doing);
    }

    /**
     * Inserts rows that are in memory. {@code statement} ends with the format.
     *
     * @param label for {@link #endQueries}
     */
    public void insert(String statement, String label, Map<String, String> settings, List<byte[]> rows, String doing) {
        HttpRequest.Builder request = builder(insertSettings(statement, settings), label);
        boolean packs = compression.isWorthwhile(rows);
        if (packs) {
            request.header(CONTENT_ENCODING, Compression.NAME);
        }
        send(
                request.POST(BodyPublishers.ofByteArrays(packs ? Compression.frame(rows) : rows))
                        .build(),
                doing);
    }

    /** Starts an insert whose rows come one block after the other. */
    public InsertStream insert(String statement, String label, String doing) {
        Map<String, String> settings = insertSettings(statement, Map.of("insert_deduplicate", "0"));
        HttpRequest.Builder request = builder(settings, label);
        if (!compression.isOn()) {
            return new InsertStream(this, body -> request.POST(body).build(), null, doing);
        }
        request.header(CONTENT_ENCODING, Compression.NAME);
        return new InsertStream(this, body -> request.POST(body).build(), new Frame(), doing);
    }

    /** Ends the mirror's inserts of this label that the server is still at, and waits until they are over. */
    public void endQueries(String label, String doing) {
        String ids = Identifiers.literal(ids(label));
        run("KILL QUERY WHERE startsWith(query_id, " + ids + ") AND user = currentUser() SYNC FORMAT Null", doing);
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
        return builder(settings, "").POST(body).build();
    }

    private HttpRequest.Builder builder(Map<String, String> settings, String label) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("database", database());
        all.put("wait_end_of_query", "1"); // so that an error in the middle is told as one
        all.put("distributed_foreground_insert", "1"); // so that what is written is with the shards
        boolean packs = compression.isOn();
        if (packs) {
            all.putAll(Compression.SETTINGS);
        }
        HttpRequest.Builder request =
                asking(all).timeout(STATEMENT_LIMIT).setHeader(QUERY_ID, ids(label) + UUID.randomUUID());
        return packs ? request.header("Accept-Encoding", Compression.ANSWERS) : request;
    }

    private HttpRequest.Builder asking(Map<String, String> parameters) {
        List<String> all = new ArrayList<>();
        parameters.forEach((name, value) -> all.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return HttpRequest.newBuilder(at.uri().resolve("/?" + String.join("&", all)))
                .header("X-ClickHouse-User", user())
                .header(
                        "X-ClickHouse-Key",
                        peer.secret("password").map(Secret::reveal).orElse(""));
    }

    /** What the ids of queries begin with. Database and mirror say whose they are. */
    private String ids(String label) {
        return Stream.of(database(), mirror, label)
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/", "tain/", "/"));
    }

    private byte[] send(HttpRequest request, String doing) {
        try {
            try {
                return exchange.send(request, doing);
            } catch (HttpTimeoutException e) {
                throw e; // the server may be at it still
            } catch (IOException e) {
                // the server closes idle connections whenever it likes
                return exchange.send(again(request), doing);
            }
        } catch (IOException e) {
            throw Errors.broken(e, peer.option("host").orElse(""), doing);
        }
    }

    /** Under another id, because the server may know the first one still. */
    private static HttpRequest again(HttpRequest request) {
        String id = request.headers().firstValue(QUERY_ID).orElseThrow();
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader(QUERY_ID, id.substring(0, id.lastIndexOf('/') + 1) + UUID.randomUUID())
                .build();
    }

    byte[] sendOnce(HttpRequest request, String doing) throws IOException {
        return exchange.send(request, doing);
    }

    // ---- what the server is at

    /** A connection that waits may lead nowhere as well, so another one is tried. */
    private boolean isWorkingOn(HttpRequest request) throws InterruptedException {
        String id = request.headers().firstValue(QUERY_ID).orElseThrow();
        HttpRequest question = asking(Map.of("wait_end_of_query", "1"))
                .timeout(PROBE_LIMIT)
                .POST(BodyPublishers.ofString(
                        "SELECT count() FROM system.processes WHERE query_id = " + Identifiers.literal(id)))
                .build();
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                HttpResponse<String> answer = client.send(question, BodyHandlers.ofString());
                // one who may not look there cannot know, and the server is there
                return answer.statusCode() != OK || !answer.body().strip().equals("0");
            } catch (IOException e) {
                LOG.debug("The server did not say whether it works on {}: {}", id, e.toString());
            }
        }
        return false;
    }
}
