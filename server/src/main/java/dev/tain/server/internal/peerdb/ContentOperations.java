package dev.tain.server.internal.peerdb;

import dev.tain.connector.Observer;
import dev.tain.engine.ObservationService;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.ContentMessages.AllTablesResponse;
import dev.tain.server.internal.peerdb.ContentMessages.Column;
import dev.tain.server.internal.peerdb.ContentMessages.ColumnsRequest;
import dev.tain.server.internal.peerdb.ContentMessages.ColumnsResponse;
import dev.tain.server.internal.peerdb.ContentMessages.Conversion;
import dev.tain.server.internal.peerdb.ContentMessages.ConversionsRequest;
import dev.tain.server.internal.peerdb.ContentMessages.ConversionsResponse;
import dev.tain.server.internal.peerdb.ContentMessages.PeerRequest;
import dev.tain.server.internal.peerdb.ContentMessages.PublicationsResponse;
import dev.tain.server.internal.peerdb.ContentMessages.SchemasResponse;
import dev.tain.server.internal.peerdb.ContentMessages.Table;
import dev.tain.server.internal.peerdb.ContentMessages.TablesRequest;
import dev.tain.server.internal.peerdb.ContentMessages.TablesResponse;
import java.util.List;
import java.util.Locale;

/** What is in a peer: schemas, tables, columns, publications. */
final class ContentOperations {
    /** Types that a column may be given instead of its usual one, as published. */
    private static final List<Conversion> TO_CLICKHOUSE =
            List.of(new Conversion("numeric", List.of("String", "Int256", "UInt256")));

    private final ObservationService observations;

    ContentOperations(ObservationService observations) {
        this.observations = observations;
    }

    List<Route> routes() {
        return List.of(
                Operation.get("peers/schemas", PeerRequest.class, this::schemas),
                Operation.get("peers/publications", PeerRequest.class, this::publications),
                Operation.get("peers/tables", TablesRequest.class, this::tables),
                Operation.get("peers/tables/all", PeerRequest.class, this::allTables),
                Operation.get("peers/columns", ColumnsRequest.class, this::columns),
                Operation.get(
                        "peers/columns/all_type_conversions",
                        ConversionsRequest.class,
                        ContentOperations::conversions));
    }

    private SchemasResponse schemas(PeerRequest request) {
        return new SchemasResponse(observer(request.peerName()).schemas());
    }

    private PublicationsResponse publications(PeerRequest request) {
        return new PublicationsResponse(observer(request.peerName()).publications());
    }

    private AllTablesResponse allTables(PeerRequest request) {
        return new AllTablesResponse(observer(request.peerName()).everything().stream()
                .map(TableName::toString)
                .toList());
    }

    private TablesResponse tables(TablesRequest request) {
        String schema = Peers.given("schema_name", request.schemaName());
        return new TablesResponse(observer(request.peerName()).tables(schema).stream()
                .map(table -> new Table(
                        table.name().name(),
                        !request.cdcEnabled() || table.mirrorable(),
                        table.size(),
                        table.wholeRows()))
                .toList());
    }

    private ColumnsResponse columns(ColumnsRequest request) {
        TableName table = new TableName(
                Peers.given("schema_name", request.schemaName()), Peers.given("table_name", request.tableName()));
        return new ColumnsResponse(observer(request.peerName()).columns(table).stream()
                .map(column -> new Column(
                        column.name(), column.type(), column.key(), GenericKind.of(column), column.identity()))
                .toList());
    }

    private Observer observer(String peer) {
        return Peers.found(peer, () -> observations.observer(peer));
    }

    private static ConversionsResponse conversions(ConversionsRequest request) {
        String type = Peers.given("destination_peer_type", request.destinationPeerType());
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "CLICKHOUSE" -> new ConversionsResponse(TO_CLICKHOUSE);
            case "POSTGRES" -> new ConversionsResponse(List.of());
            default ->
                throw Faults.of(
                        ErrorCode.REQUEST_UNSUPPORTED,
                        "This version of Tain has no destinations of type " + type + ".",
                        "Ask for CLICKHOUSE or POSTGRES.");
        };
    }
}
