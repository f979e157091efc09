package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorService;
import dev.tain.engine.PeerService;
import dev.tain.engine.VerificationService;
import dev.tain.server.internal.http.Family;
import dev.tain.server.internal.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** All operations of the API that PeerDB users know. */
public final class PeerDbApi {
    private static final List<String> PREFIXES = List.of("/api/v1/", "/v1/");

    private PeerDbApi() {}

    private record VersionRequest() {}

    private record VersionResponse(String version) {}

    public static Family family(
            MirrorService mirrors, PeerService peers, VerificationService verifications, String version) {
        Route versionRoute = Operation.get("version", VersionRequest.class, _ -> new VersionResponse(version));
        return new Family(
                PREFIXES,
                Stream.of(
                                new PeerOperations(peers).routes(),
                                new CreationOperations(mirrors).routes(),
                                new StateChangeOperations(mirrors).routes(),
                                new StatusOperations(mirrors, verifications).routes(),
                                new VerifyOperations(verifications).routes(),
                                new StopOperations(mirrors, verifications).routes(),
                                List.of(versionRoute),
                                MissingOperations.routes())
                        .flatMap(List::stream)
                        .toList(),
                false,
                PeerDbErrors::answer);
    }
}
