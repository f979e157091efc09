package dev.tain.server.internal.http;

import dev.tain.server.internal.http.HttpFault.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers every request: health to anyone, everything else through {@link Access} to the site or the API that owns the
 * path. Any failure is told in the shape of that API, or of the first one where the path is nobody's. Safe for many
 * threads.
 */
public final class Front {
    private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DOWN = "{\"status\":\"STOPPING\"}".getBytes(StandardCharsets.UTF_8);

    private final Access access;
    private final List<Place> places = new ArrayList<>();
    private final InFlight inFlight;
    private final Gate gate;
    private final Site site;

    private record Place(Family family, Routes routes) {}

    /** Without limits on requests. */
    public Front(Access access, List<Family> families, InFlight inFlight) {
        this(access, families, inFlight, new Gate(0, 0), Site.NONE);
    }

    /**
     * Makes one.
     *
     * @param families at least one; where prefixes overlap the first one wins
     * @param site what is served beside them
     */
    public Front(Access access, List<Family> families, InFlight inFlight, Gate gate, Site site) {
        this.access = access;
        this.site = site;
        this.inFlight = inFlight;
        this.gate = gate;
        families.forEach(family -> places.add(new Place(family, new Routes(family.routes()))));
    }

    /** Takes an answer to the client. */
    @FunctionalInterface
    public interface Sender {
        void send(Response response) throws IOException;
    }

    /**
     * Answers a request; a stop waits until the answer is sent.
     *
     * @param client the address that it comes from
     */
    public void serve(String client, Request request, Sender sender) throws IOException {
        try (InFlight.Ticket _ = inFlight.enter()) {
            Optional<Response> health = health(request);
            if (health.isPresent()) {
                sender.send(health.get());
                return;
            }
            // Before the password, so that nobody tries very many.
            try (Gate.Stay _ = gate.enter(client)) {
                sender.send(answer(request));
            } catch (HttpFault e) {
                sender.send(place(request.path()).family().errors().apply(e));
            }
        }
    }

    /** Never throws. */
    public Response answer(Request request) {
        Optional<Response> health = health(request);
        if (health.isPresent()) {
            return health.get();
        }
        Place place = place(request.path());
        try {
            if (inFlight.stopping()) {
                throw new HttpFault(Reason.STOPPING, "the server is stopping");
            }
            if (site.has(request.path())) {
                access.checkVisit(request);
                return site.answer(request);
            }
            access.check(request);
            String rest = place.family()
                    .rest(request.path())
                    .orElseThrow(() -> new HttpFault(Reason.ROUTE_UNKNOWN, "Not Found"));
            return place.routes()
                    .answer(request, Address.segments(place.family().tidied(rest)));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return place.family().errors().apply(e);
        }
    }

    /** The answer to what is no proper request, at a path that may be none. */
    public Response unreadable(String path) {
        return place(path).family().errors().apply(new HttpFault(Reason.NOT_HTTP, "the request is not proper HTTP"));
    }

    private Place place(String path) {
        return places.stream()
                .filter(one -> one.family().rest(path).isPresent())
                .findFirst()
                .orElse(places.getFirst());
    }

    private Optional<Response> health(Request request) {
        boolean stopping = inFlight.stopping();
        return switch (request.path()) {
            case "/health/live" -> Optional.of(new Response(200, UP));
            case "/health/ready" -> Optional.of(stopping ? new Response(503, DOWN) : new Response(200, UP));
            default -> Optional.empty();
        };
    }
}
