package dev.tain.link.internal.control;

import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.plan.AclFilters;
import dev.tain.link.plan.LinkConfig;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.NameFilters;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether configs of a link are known, changeable and well-formed. Values of secrets are never repeated. */
final class ConfigChecks {
    private static final String PROTOCOL = "security.protocol";
    private static final String MECHANISM = "sasl.mechanism";
    private static final String KEY = "ssl.keystore.key";
    private static final String TRUSTED = "ssl.truststore.certificates";
    private static final String CHAIN = "ssl.keystore.certificate.chain";

    private ConfigChecks() {}

    /** The configs of a new link. */
    static Map<String, String> ofNew(Map<String, String> given) {
        Map<String, String> configs = new HashMap<>();
        given.forEach((name, value) -> {
            LinkConfig config = known(name);
            if (config.kind() == LinkConfig.Kind.SHOWN) {
                throw readOnly(name);
            }
            configs.put(name, checked(config, value));
        });
        if (!configs.containsKey(LinkConfigs.BOOTSTRAP)) {
            throw new TainException(
                    ErrorCode.LINK_CONFIG_INVALID,
                    "The link has no " + LinkConfigs.BOOTSTRAP + ".",
                    "Give the address of the source cluster in the config " + LinkConfigs.BOOTSTRAP + ".");
        }
        checkTogether(configs);
        return configs;
    }

    /** The configs of a link after changes. */
    static Map<String, String> after(Map<String, String> now, List<ConfigChange> changes) {
        Map<String, String> configs = new HashMap<>(now);
        for (ConfigChange change : changes) {
            LinkConfig config = known(change.name());
            if (config.isReadOnly()) {
                throw readOnly(change.name());
            } else if (change.value().isPresent()) {
                configs.put(change.name(), checked(config, change.value().get()));
            } else if (change.name().equals(LinkConfigs.BOOTSTRAP)) {
                throw invalid(change.name(), "it cannot be reset: there is no standard value");
            } else {
                configs.remove(change.name());
            }
        }
        checkTogether(configs);
        return configs;
    }

    static LinkConfig known(String name) {
        return LinkConfigs.find(name)
                .orElseThrow(() -> new TainException(
                        ErrorCode.LINK_CONFIG_UNKNOWN,
                        "Invalid Config Name.",
                        "There is no config '" + name + "' that a link may have here; list the configs of a link to see"
                                + " all there are."));
    }

    private static String checked(LinkConfig config, String value) {
        String stripped = value.strip();
        if (!config.accepted().test(stripped)) {
            throw invalid(config.name(), LinkConfigs.whyUnfit(config, stripped));
        }
        return stripped;
    }

    /** What single values cannot show. */
    private static void checkTogether(Map<String, String> configs) {
        checkFilters(configs);
        checkPrefix(configs);
        checkSecurity(configs);
    }

    private static void checkSecurity(Map<String, String> configs) {
        String protocol = LinkConfigs.value(configs, PROTOCOL);
        String mechanism = LinkConfigs.value(configs, MECHANISM);
        @Nullable String login = configs.get(LinkConfigs.JAAS);
        if (protocol.startsWith("SASL") && (login == null || mechanism.isEmpty())) {
            throw invalid(PROTOCOL, protocol + " needs " + MECHANISM + " and " + LinkConfigs.JAAS);
        } else if (login != null && !mechanism.isEmpty() && mechanism.equals("PLAIN") == isScram(login)) {
            throw invalid(MECHANISM, "the login module of " + LinkConfigs.JAAS + " is not the one of " + mechanism);
        } else if (configs.containsKey(KEY) != configs.containsKey(CHAIN)) {
            throw invalid(KEY, "it and " + CHAIN + " are nothing without each other; set both in one request");
        }
        checkPem(configs, TRUSTED, "ssl.truststore.type");
        checkPem(configs, CHAIN, "ssl.keystore.type");
    }

    /** Kafka reads the text of certificates only where it is told that they are texts. */
    private static void checkPem(Map<String, String> configs, String certificates, String type) {
        if (configs.containsKey(certificates) && !configs.containsKey(type)) {
            throw invalid(certificates, "it needs " + type + " PEM; set both in one request");
        } else if (configs.containsKey(type) && !configs.containsKey(certificates)) {
            throw invalid(type, "PEM needs " + certificates + ", and files are not read; set both in one request");
        }
    }

    private static boolean isScram(String login) {
        return login.strip().matches("(?s)\\S*\\.ScramLoginModule\\s.*");
    }

    private static void checkFilters(Map<String, String> configs) {
        String groups = LinkConfigs.value(configs, LinkConfigs.GROUP_FILTERS);
        if (LinkConfigs.isTrue(configs, LinkConfigs.GROUP_SYNC) && groups.isEmpty()) {
            throw unfiltered(LinkConfigs.GROUP_SYNC, "groups are to be synced", LinkConfigs.GROUP_FILTERS);
        }
        String topics = LinkConfigs.value(configs, LinkConfigs.AUTO_CREATE_FILTERS);
        if (LinkConfigs.isTrue(configs, LinkConfigs.AUTO_CREATE)
                && NameFilters.topics(topics).isEmpty()) {
            throw unfiltered(
                    LinkConfigs.AUTO_CREATE, "mirrors are to be made by themselves", LinkConfigs.AUTO_CREATE_FILTERS);
        }
        String acls = LinkConfigs.value(configs, LinkConfigs.ACL_FILTERS);
        if (LinkConfigs.isTrue(configs, LinkConfigs.ACL_SYNC)
                && AclFilters.parse(acls).isEmpty()) {
            throw unfiltered(LinkConfigs.ACL_SYNC, "ACLs are to be synced", LinkConfigs.ACL_FILTERS);
        }
    }

    private static TainException unfiltered(String enable, String what, String filters) {
        return invalid(enable, what + " but " + filters + " is not set or empty, so none would be");
    }

    private static void checkPrefix(Map<String, String> configs) {
        boolean prefixed = !LinkConfigs.value(configs, LinkConfigs.PREFIX).isEmpty();
        if (LinkConfigs.isTrue(configs, LinkConfigs.GROUP_PREFIX) && !prefixed) {
            throw invalid(LinkConfigs.GROUP_PREFIX, "the link has no " + LinkConfigs.PREFIX + " to put before groups");
        } else if (LinkConfigs.isTrue(configs, LinkConfigs.GROUP_PREFIX)
                && LinkConfigs.value(configs, LinkConfigs.MODE).equals(LinkConfigs.BOTH_WAYS)) {
            throw invalid(
                    LinkConfigs.GROUP_PREFIX,
                    "the link is of " + LinkConfigs.MODE + " " + LinkConfigs.BOTH_WAYS
                            + ", and groups would get one prefix after the other");
        } else if (LinkConfigs.isTrue(configs, LinkConfigs.ACL_SYNC) && prefixed) {
            throw invalid(
                    LinkConfigs.ACL_SYNC,
                    "the link has a " + LinkConfigs.PREFIX + ", and ACLs would be about names without it");
        }
    }

    private static TainException readOnly(String name) {
        return invalid(name, "it cannot be changed");
    }

    private static TainException invalid(String name, String why) {
        return new TainException(
                ErrorCode.LINK_CONFIG_INVALID,
                "The config " + name + " is invalid: " + why + ".",
                "Give a value that fits, or leave the config out.");
    }
}
