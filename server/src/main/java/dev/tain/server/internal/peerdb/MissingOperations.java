package dev.tain.server.internal.peerdb;

import static dev.tain.server.internal.http.Verb.DELETE;
import static dev.tain.server.internal.http.Verb.GET;
import static dev.tain.server.internal.http.Verb.POST;

import dev.tain.server.internal.http.Route;
import java.util.List;

/** Published operations that are not here. They answer so in a sentence, never with "not found". */
final class MissingOperations {
    private static final String QUERIES = "does not replicate queries";
    private static final String ALERTS = "sends no alerts";
    private static final String SCRIPTS = "does not run scripts";

    private MissingOperations() {}

    static List<Route> routes() {
        return List.of(
                Operation.missing(POST, "flows/qrep/create", QUERIES),
                Operation.missing(GET, "alerts/config", ALERTS),
                Operation.missing(POST, "alerts/config", ALERTS),
                Operation.missing(DELETE, "alerts/config/{id}", ALERTS),
                Operation.missing(GET, "scripts/{id}", SCRIPTS),
                Operation.missing(POST, "scripts", SCRIPTS),
                Operation.missing(DELETE, "scripts/{id}", SCRIPTS));
    }
}
