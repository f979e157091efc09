package dev.tain.server;

import dev.tain.link.LinkService;
import dev.tain.model.Secret;
import dev.tain.server.internal.http.Access;
import dev.tain.server.internal.http.Front;
import dev.tain.server.internal.http.InFlight;
import dev.tain.server.internal.http.Request;
import dev.tain.server.internal.http.Response;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.KafkaApi;
import dev.tain.server.internal.peerdb.PeerDbApi;
import dev.tain.server.internal.peerdb.Services;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole API without a web server. */
public final class ApiUnderTest {
    public final FakePeers peers = new FakePeers();
    public final FakeMirrors mirrors = new FakeMirrors(peers);
    public final FakeVerifications verifications = new FakeVerifications(mirrors);
    public final FakeObservations observations = new FakeObservations(peers);
    public final FakeHistories histories = new FakeHistories(mirrors);
    public final FakeAdministration administration = new FakeAdministration(mirrors);
    public final FakeLinks links = new FakeLinks();
    public final InFlight inFlight = new InFlight();
    private final Front front;

    public ApiUnderTest(@Nullable Secret password) {
        this(password, true);
    }

    private ApiUnderTest(@Nullable Secret password, boolean withKafka) {
        front = new Front(
                new Access(password),
                List.of(
                        PeerDbApi.family(
                                new Services(mirrors, peers, verifications, observations, histories, administration),
                                "1.2.3"),
                        KafkaApi.family(withKafka ? Optional.of(links) : Optional.empty())),
                inFlight);
    }

    public ApiUnderTest() {
        this(null);
    }

    /** The same for a web server. */
    ApiServices services(Optional<LinkService> asked) {
        return new ApiServices(mirrors, peers, verifications, observations, histories, administration, asked);
    }

    public static ApiUnderTest withoutKafka() {
        return new ApiUnderTest(null, false);
    }

    /** @param address path and query */
    public Response send(String method, String address, Map<String, List<String>> headers, byte[] body) {
        int question = address.indexOf('?');
        return front.answer(new Request(
                Verb.of(method),
                question < 0 ? address : address.substring(0, question),
                question < 0 ? "" : address.substring(question + 1),
                name -> headers.getOrDefault(name, name.equals("Host") ? List.of("localhost:3000") : List.of()),
                () -> body));
    }

    public Response get(String address) {
        return send("GET", address, Map.of(), new byte[0]);
    }

    public Response post(String address, String body) {
        return send("POST", address, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    public static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
