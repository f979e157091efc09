package dev.tain.link.internal.cluster;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.LinkService.ConfigChange;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Reads and changes configs of whatever has some. */
public final class ConfigAltering {
    private ConfigAltering() {}

    /** With everywhere that each comes from. */
    public static DescribeConfigsOptions withSynonyms() {
        return new DescribeConfigsOptions().includeSynonyms(true);
    }

    /** By name. */
    public static List<KafkaConfigValue> values(Collection<ConfigEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(ConfigEntry::name))
                .map(ConfigReading::value)
                .toList();
    }

    /** Changes all of them or none. */
    public static KafkaFuture<Void> alter(
            Admin admin, ConfigResource resource, List<ConfigChange> changes, boolean validateOnly) {
        Collection<AlterConfigOp> operations =
                changes.stream().map(ConfigAltering::operation).toList();
        return admin.incrementalAlterConfigs(
                        Map.of(resource, operations), new AlterConfigsOptions().validateOnly(validateOnly))
                .all();
    }

    private static AlterConfigOp operation(ConfigChange change) {
        return new AlterConfigOp(
                new ConfigEntry(change.name(), change.value().orElse("")),
                change.value().isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
    }
}
