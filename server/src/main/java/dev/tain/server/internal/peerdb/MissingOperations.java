package dev.tain.server.internal.peerdb;

import static dev.tain.server.internal.http.Verb.DELETE;
import static dev.tain.server.internal.http.Verb.GET;
import static dev.tain.server.internal.http.Verb.POST;

import dev.tain.server.internal.http.Route;
import java.util.List;

/** Published operations that are not here yet. They answer so in a sentence, never with "not found". */
final class MissingOperations {
    private MissingOperations() {}

    static List<Route> routes() {
        return List.of(
                Operation.missing(POST, "flows/qrep/create"),
                Operation.missing(GET, "alerts/config"),
                Operation.missing(POST, "alerts/config"),
                Operation.missing(DELETE, "alerts/config/{id}"),
                Operation.missing(GET, "dynamic_settings"),
                Operation.missing(POST, "dynamic_settings"),
                Operation.missing(GET, "scripts/{id}"),
                Operation.missing(POST, "scripts"),
                Operation.missing(DELETE, "scripts/{id}"),
                Operation.missing(GET, "mirrors/cdc/table_total_counts/{flow_job_name}"),
                Operation.missing(GET, "peers/schemas"),
                Operation.missing(GET, "peers/publications"),
                Operation.missing(GET, "peers/tables"),
                Operation.missing(GET, "peers/tables/all"),
                Operation.missing(GET, "peers/columns"),
                Operation.missing(GET, "peers/columns/all_type_conversions"),
                Operation.missing(GET, "peers/slots/{peer_name}"),
                Operation.missing(POST, "peers/slots/lag_history"),
                Operation.missing(GET, "peers/stats/{peer_name}"),
                Operation.missing(POST, "mirrors/logs"),
                Operation.missing(GET, "mirrors/cdc/batches/{flow_job_name}"),
                Operation.missing(POST, "mirrors/cdc/batches"),
                Operation.missing(POST, "mirrors/cdc/graph"),
                Operation.missing(GET, "mirrors/cdc/initial_load/{parent_mirror_name}"),
                Operation.missing(GET, "instance/info"),
                Operation.missing(POST, "instance/maintenance"),
                Operation.missing(GET, "instance/maintenance/status"),
                Operation.missing(POST, "instance/maintenance/skip-snapshot-wait"),
                Operation.missing(POST, "flows/tags"),
                Operation.missing(GET, "flows/tags/{flow_name}"),
                Operation.missing(GET, "mirrors/total_rows_synced/{flow_job_name}"),
                Operation.missing(POST, "flows/cdc/cancel_table_addition"),
                Operation.missing(POST, "mirrors/sequences/reset"),
                Operation.missing(POST, "mirrors/row_counts"));
    }
}
