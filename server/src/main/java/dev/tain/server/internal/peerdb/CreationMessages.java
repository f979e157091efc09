package dev.tain.server.internal.peerdb;

import org.jspecify.annotations.Nullable;

/** Messages of creating and validating mirrors. */
final class CreationMessages {
    private CreationMessages() {}

    record CreateRequest(@Nullable ConnectionConfigs connectionConfigs, boolean attachToExisting) {}

    record CreateResponse(String workflowId) {}

    record ValidateResponse() {}
}
