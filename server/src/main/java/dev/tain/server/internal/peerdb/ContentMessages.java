package dev.tain.server.internal.peerdb;

import java.util.List;

/** Messages about what is in a peer. */
final class ContentMessages {
    private ContentMessages() {}

    record PeerRequest(String peerName, boolean peerdbManagedOnly) {}

    record SchemasResponse(List<String> schemas) {}

    record AllTablesResponse(List<String> tables) {}

    record PublicationsResponse(List<String> publicationNames) {}

    /** @param cdcEnabled whether tables are told apart by whether their changes can be streamed */
    record TablesRequest(String peerName, String schemaName, boolean cdcEnabled) {}

    record TablesResponse(List<Table> tables) {}

    /** @param tableSize in words */
    record Table(String tableName, boolean canMirror, String tableSize, boolean isReplicaIdentityFull) {}

    record ColumnsRequest(String peerName, String schemaName, String tableName) {}

    record ColumnsResponse(List<Column> columns) {}

    /** @param qkind the published name of the kind of values, whatever system they are in */
    record Column(String name, String type, boolean isKey, String qkind, boolean isReplicaIdentity) {}

    record ConversionsRequest(String destinationPeerType) {}

    record ConversionsResponse(List<Conversion> conversions) {}

    record Conversion(String qkind, List<String> destinationTypes) {}
}
