package dev.tain.server.internal.kafka;

import dev.tain.link.LinkConfigValue;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.LinkStatus;
import dev.tain.server.internal.kafka.ConfigMessages.AlterConfigData;
import dev.tain.server.internal.kafka.ConfigMessages.ConfigData;
import dev.tain.server.internal.kafka.ConfigMessages.ListLinkConfigsResponseData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configs in published words. */
final class ConfigTranslation {
    private static final String PREFIX = "cluster.link.prefix";
    /** An older name of the prefix, which clients still look for; only shown. */
    private static final String OLDER_PREFIX = "link.prefix";

    private ConfigTranslation() {}

    /** What a new link or mirror is given; null is nothing given. */
    static Map<String, String> given(List<ConfigData> configs) {
        Set<String> names = new HashSet<>();
        Map<String, String> given = new HashMap<>();
        for (ConfigData config : configs) {
            requireName(config.name(), names);
            if (config.value() != null) {
                given.put(config.name(), config.value());
            }
        }
        return given;
    }

    static List<ConfigChange> changes(List<AlterConfigData> data) {
        Set<String> names = new HashSet<>();
        return data.stream()
                .map(each -> {
                    requireName(each.name(), names);
                    return change(each);
                })
                .toList();
    }

    private static ConfigChange change(AlterConfigData change) {
        return switch (change.operation()) {
            case "", "SET" -> set(change.name(), change.value());
            case "DELETE" -> new ConfigChange(change.name(), Optional.empty());
            default ->
                throw Faults.invalid(
                        "The operation of the config " + change.name() + " is neither SET nor DELETE.",
                        "Use one of these, or leave it out, which means SET.");
        };
    }

    static ConfigChange set(String name, @Nullable String value) {
        if (value == null) {
            throw Faults.invalid(
                    "The config " + name + " has no value.", "Give one, or delete the config to reset it.");
        }
        return new ConfigChange(name, Optional.of(value));
    }

    private static void requireName(String name, Set<String> names) {
        if (name.isEmpty()) {
            throw Faults.invalid("A config has no name.", "Give each config a name.");
        } else if (!names.add(name)) {
            throw Faults.invalid("The config " + name + " is given twice.", "Give it once.");
        }
    }

    /** All configs as they are shown. */
    static List<LinkConfigValue> shown(List<LinkConfigValue> configs) {
        List<LinkConfigValue> shown = new ArrayList<>(configs);
        configs.stream()
                .filter(config -> config.name().equals(PREFIX))
                .map(prefix ->
                        new LinkConfigValue(OLDER_PREFIX, prefix.value(), prefix.isSet(), true, prefix.isSensitive()))
                .forEach(shown::add);
        return shown;
    }

    static ListLinkConfigsResponseData message(LinkConfigValue config, LinkStatus link, Resources resources) {
        return new ListLinkConfigsResponseData(
                "KafkaLinkConfigData",
                Resources.unnamed(resources.config(link.name(), config.name())),
                resources.clusterId(),
                config.name(),
                config.value().orElse(""),
                !config.isSet(),
                config.isReadOnly(),
                config.isSensitive(),
                config.isSet() ? "DYNAMIC_CLUSTER_LINK_CONFIG" : "DEFAULT_CONFIG",
                List.of(),
                link.name(),
                link.uuid(),
                !config.isSet(),
                config.isReadOnly(),
                config.isSensitive());
    }
}
