package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.OmitNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of creating and validating mirrors. */
final class CreationMessages {
    private CreationMessages() {}

    record CreateRequest(@Nullable ConnectionConfigs connectionConfigs, boolean attachToExisting) {}

    record CreateResponse(String workflowId) {}

    /** @param tables what of each column's values would arrive; null when the destination says nothing of it */
    record ValidateResponse(@OmitNull @Nullable List<ContractMessages.Table> tables) {}
}
