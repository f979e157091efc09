package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorService;
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

    public static Family family(Services services, String version) {
        MirrorService mirrors = services.mirrors();
        VerificationService verifications = services.verifications();
        Route versionRoute = Operation.get("version", VersionRequest.class, _ -> new VersionResponse(version));
        return new Family(
                PREFIXES,
                Stream.of(
                                new PeerOperations(services.peers()).routes(),
                                new ContentOperations(services.observations()).routes(),
                                new SlotOperations(services.observations()).routes(),
                                new CreationOperations(mirrors, services.administration()).routes(),
                                new StateChangeOperations(mirrors).routes(),
                                new StatusOperations(mirrors, verifications).routes(),
                                new TagOperations(services.administration()).routes(),
                                new SettingOperations(services.administration()).routes(),
                                new InstanceOperations(services.administration()).routes(),
                                new TableOperations(mirrors, services.administration()).routes(),
                                new BatchOperations(services.histories()).routes(),
                                new CountOperations(mirrors, services.histories()).routes(),
                                new LogOperations(services.histories()).routes(),
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
