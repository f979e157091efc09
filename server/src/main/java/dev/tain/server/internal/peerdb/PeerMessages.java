package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Confidential;
import dev.tain.server.internal.json.OmitNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about peers. Requests that carry a configuration are confidential as a whole. */
final class PeerMessages {
    private PeerMessages() {}

    /** @param type null when it was not named */
    record PeerMessage(
            String name,
            @Nullable DbType type,
            @OmitNull @Nullable PostgresConfig postgresConfig,
            @OmitNull @Nullable ClickHouseConfig clickhouseConfig) {}

    @Confidential
    record CreateRequest(@Nullable PeerMessage peer, boolean allowUpdate, boolean disableValidation) {}

    record CreateResponse(PeerCreation status, String message) {}

    @Confidential
    record ValidateRequest(@Nullable PeerMessage peer) {}

    /**
     * @param version the server's, in its words
     * @param notes what stops nothing and should be known
     */
    record ValidateResponse(PeerValidation status, String message, String version, List<String> notes) {}

    record DropRequest(String peerName) {}

    /** What older servers answered; newer ones answer an empty object. */
    record DropResponse(boolean ok, String errorMessage) {}

    record NameRequest(String peerName) {}

    record InfoResponse(PeerMessage peer, String version) {}

    record TypeResponse(String peerType) {}

    record ListRequest() {}

    record ListResponse(List<Item> items, List<Item> sourceItems, List<Item> destinationItems) {}

    record Item(String name, DbType type) {}
}
