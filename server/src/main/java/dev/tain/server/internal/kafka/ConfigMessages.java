package dev.tain.server.internal.kafka;

import dev.tain.server.internal.json.Confidential;
import dev.tain.server.internal.json.JsonName;
import dev.tain.server.internal.json.LooseText;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about configs. Their values may be secrets. */
final class ConfigMessages {
    private ConfigMessages() {}

    record ConfigData(
            String name, @LooseText @Confidential @Nullable String value) {}

    record UpdateLinkConfigRequestData(
            @LooseText @Confidential @Nullable String value) {}

    record AlterConfigBatchRequestData(List<AlterConfigData> data, boolean validateOnly) {}

    /** @param operation {@code SET}, which is also meant by nothing, or {@code DELETE} */
    record AlterConfigData(
            String name, @LooseText @Confidential @Nullable String value, String operation) {}

    record ValidateQuery(boolean validateOnly) {}

    /**
     * A config. Clients of several years read it, so three of its fields have two names, and one is for older ones.
     *
     * @param value empty where there is none, and for secrets: the published type does not allow null
     * @param synonyms always empty
     * @param linkId of the link, as a UUID
     */
    record ListLinkConfigsResponseData(
            String kind,
            Metadata metadata,
            String clusterId,
            String name,
            String value,
            boolean isDefault,
            boolean isReadOnly,
            boolean isSensitive,
            String source,
            List<String> synonyms,
            String linkName,
            String linkId,
            @JsonName("default") boolean olderDefault,
            @JsonName("read_only") boolean olderReadOnly,
            @JsonName("sensitive") boolean olderSensitive)
            implements Item {}
}
