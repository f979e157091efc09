package dev.tain.link.plan;

import dev.tain.link.plan.LinkConfig.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about a link, by the published names. What is not here cannot be set: settings of
 * Kafka's clients that load code, or read files of this machine, are not.
 */
public final class LinkConfigs {
    public static final String BOOTSTRAP = "bootstrap.servers";
    public static final String MODE = "link.mode";
    public static final String BOTH_WAYS = "BIDIRECTIONAL";
    public static final String PAUSED = "cluster.link.paused";
    public static final String PREFIX = "cluster.link.prefix";
    public static final String GROUP_SYNC = "consumer.offset.sync.enable";
    public static final String GROUP_SYNC_MILLIS = "consumer.offset.sync.ms";
    public static final String GROUP_FILTERS = "consumer.offset.group.filters";
    public static final String GROUP_PREFIX = "consumer.group.prefix.enable";
    public static final String ACL_SYNC = "acl.sync.enable";
    public static final String ACL_SYNC_MILLIS = "acl.sync.ms";
    public static final String ACL_FILTERS = "acl.filters";
    public static final String AUTO_CREATE = "auto.create.mirror.topics.enable";
    public static final String AUTO_CREATE_FILTERS = "auto.create.mirror.topics.filters";
    public static final String START_OFFSET = "mirror.start.offset.spec";
    public static final String CONFIG_SYNC_MILLIS = "topic.config.sync.ms";
    public static final String CONFIG_SYNC_INCLUDE = "topic.config.sync.include";
    public static final String RETRY_MILLIS = "cluster.link.retry.timeout.ms";
    public static final String CHECK_MILLIS = "availability.check.ms";
    public static final String CHECK_FAILURES = "availability.check.consecutive.failure.threshold";
    /** What becomes of a mirror when the source has lost records that the mirror has; our own. */
    public static final String ON_TRUNCATION = "tain.source.truncation";
    /** What becomes of a mirror when the source deleted records before they were copied; our own. */
    public static final String ON_EXPIRY = "tain.source.expiry";

    /** How many bytes a second are read from the source to compare mirrors with it, unasked; our own. */
    public static final String VERIFICATION_BYTES = "tain.verification.bytes.per.second";

    public static final String RESTORE = "RESTORE";
    public static final String FAIL = "FAIL";
    public static final String FETCH_BYTES = "replica.fetch.max.bytes";
    public static final String FETCH_RESPONSE_BYTES = "replica.fetch.response.max.bytes";
    public static final String FETCH_WAIT_MILLIS = "replica.fetch.wait.max.ms";
    public static final String FETCH_BACKOFF_MILLIS = "replica.fetch.backoff.ms";
    public static final String JAAS = "sasl.jaas.config";

    private static final Predicate<String> TRUTH = Set.of("true", "false")::contains;
    /** Login modules that take what they need from the text itself: no files, no tickets, no directories. */
    private static final Pattern LOGIN =
            Pattern.compile("\\s*org\\.apache\\.kafka\\.common\\.security\\.(plain\\.Plain|scram\\.Scram)LoginModule"
                    + "\\s+required(\\s+\\w+\\s*=\\s*(\"([^\"\\\\\\r\\n]|\\\\.)*+\"|[A-Za-z_$][\\w$]*+))*+\\s*;\\s*");

    private static final int MOST_LOGIN_CHARACTERS = 4096;

    private static final Map<String, LinkConfig> ALL = all();

    private LinkConfigs() {}

    private static Map<String, LinkConfig> all() {
        List<LinkConfig> all = new ArrayList<>();
        all.addAll(ofLink());
        all.addAll(ofFaults());
        all.addAll(ofFetching());
        all.addAll(ofClient());
        return all.stream().collect(Collectors.toMap(LinkConfig::name, each -> each, (a, b) -> a, LinkedHashMap::new));
    }

    private static List<LinkConfig> ofLink() {
        return List.of(
                choice(MODE, "DESTINATION", Kind.FIXED, "DESTINATION", BOTH_WAYS),
                choice("connection.mode", "OUTBOUND", Kind.FIXED, "OUTBOUND"),
                new LinkConfig(PREFIX, "", Kind.FIXED, LinkConfigs::isPrefix, "at most 12 letters, digits, . _ -"),
                truth(PAUSED, Kind.LINK),
                truth(GROUP_SYNC, Kind.LINK),
                number(GROUP_SYNC_MILLIS, "30000", 1000, 86_400_000),
                filters(GROUP_FILTERS, NameFilters::groups, NameFilters.GROUPS_FORM),
                truth(GROUP_PREFIX, Kind.LINK),
                truth(ACL_SYNC, Kind.LINK),
                number(ACL_SYNC_MILLIS, "5000", 1000, 86_400_000),
                filters(ACL_FILTERS, AclFilters::parse, AclFilters.FORM),
                truth(AUTO_CREATE, Kind.LINK),
                filters(AUTO_CREATE_FILTERS, NameFilters::topics, NameFilters.TOPICS_FORM),
                new LinkConfig(
                        START_OFFSET,
                        "earliest",
                        Kind.LINK,
                        text -> whyUnfit(StartOffset::parse, text).isEmpty(),
                        StartOffset.FORM),
                number(CONFIG_SYNC_MILLIS, "5000", 1000, 86_400_000),
                new LinkConfig(
                        CONFIG_SYNC_INCLUDE,
                        SyncedConfigs.standard(),
                        Kind.LINK,
                        text -> whyUnfit(SyncedConfigs::parse, text).isEmpty(),
                        SyncedConfigs.FORM),
                number(RETRY_MILLIS, "300000", 1000, 86_400_000),
                number(CHECK_MILLIS, "60000", 1000, 86_400_000),
                number(CHECK_FAILURES, "5", 1, 1000));
    }

    private static List<LinkConfig> ofFaults() {
        return List.of(
                choice(ON_TRUNCATION, FAIL, Kind.LINK, FAIL, RESTORE),
                choice(ON_EXPIRY, "CONTINUE", Kind.LINK, "CONTINUE", FAIL),
                number(VERIFICATION_BYTES, "262144", 0, 1 << 30));
    }

    private static List<LinkConfig> ofFetching() {
        return List.of(
                number(FETCH_BYTES, "5242880", 1024, 1 << 30),
                number(FETCH_RESPONSE_BYTES, "10485760", 1024, 1 << 30),
                number(FETCH_WAIT_MILLIS, "500", 0, 60_000),
                number(FETCH_BACKOFF_MILLIS, "1000", 1, 60_000));
    }

    private static List<LinkConfig> ofClient() {
        return List.of(
                new LinkConfig(BOOTSTRAP, "", Kind.CLIENT, LinkConfigs::isBootstrap, "HOST:PORT,HOST:PORT"),
                client("client.dns.lookup", "use_all_dns_ips"),
                number("request.timeout.ms", "30000", 1000, 600_000).forClient(),
                number("retry.backoff.ms", "100", 1, 60_000).forClient(),
                number("connections.max.idle.ms", "600000", 1000, 86_400_000).forClient(),
                number("socket.connection.setup.timeout.ms", "10000", 100, 600_000)
                        .forClient(),
                number("socket.connection.setup.timeout.max.ms", "30000", 100, 600_000)
                        .forClient(),
                choice("security.protocol", "PLAINTEXT", Kind.CLIENT, "PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                choice("sasl.mechanism", "", Kind.CLIENT, "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
                new LinkConfig(
                        JAAS,
                        "",
                        Kind.SECRET,
                        text -> text.length() <= MOST_LOGIN_CHARACTERS
                                && LOGIN.matcher(text).matches(),
                        "PlainLoginModule or ScramLoginModule of Kafka, \"required\", options as name=\"value\", and a"
                                + " semicolon"),
                client("ssl.protocol", "TLSv1.3"),
                client("ssl.enabled.protocols", ""),
                client("ssl.cipher.suites", ""),
                client("ssl.endpoint.identification.algorithm", "https"),
                choice("ssl.truststore.type", "JKS", Kind.CLIENT, "PEM"),
                client("ssl.truststore.certificates", ""),
                choice("ssl.keystore.type", "JKS", Kind.CLIENT, "PEM"),
                client("ssl.keystore.certificate.chain", ""),
                new LinkConfig("ssl.keystore.key", "", Kind.SECRET, LinkConfigs::isAnything, "a key as PEM"),
                new LinkConfig("ssl.key.password", "", Kind.SECRET, LinkConfigs::isAnything, "a password"));
    }

    private static LinkConfig filters(String name, Consumer<String> parse, String form) {
        return new LinkConfig(name, "", Kind.LINK, text -> whyUnfit(parse, text).isEmpty(), form);
    }

    private static Optional<String> whyUnfit(Consumer<String> parse, String text) {
        try {
            parse.accept(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with a value that is not accepted, in a part of a sentence that repeats no secret. */
    public static String whyUnfit(LinkConfig config, String value) {
        Optional<String> known = switch (config.name()) {
            case GROUP_FILTERS -> whyUnfit(NameFilters::groups, value);
            case ACL_FILTERS -> whyUnfit(AclFilters::parse, value);
            case AUTO_CREATE_FILTERS -> whyUnfit(NameFilters::topics, value);
            case CONFIG_SYNC_INCLUDE -> whyUnfit(SyncedConfigs::parse, value);
            default -> Optional.empty();
        };
        return known.orElse("the value is not of the form: " + config.form());
    }

    private static LinkConfig client(String name, String standard) {
        return new LinkConfig(name, standard, Kind.CLIENT, LinkConfigs::isAnything, "text");
    }

    private static LinkConfig truth(String name, Kind kind) {
        return new LinkConfig(name, "false", kind, TRUTH, "true or false");
    }

    private static LinkConfig choice(String name, String standard, Kind kind, String... values) {
        return new LinkConfig(name, standard, kind, Set.of(values)::contains, String.join(" or ", values));
    }

    private static LinkConfig number(String name, String standard, long least, long most) {
        return new LinkConfig(
                name,
                standard,
                Kind.LINK,
                text -> isWithin(text, least, most),
                "a number from " + least + " to " + most);
    }

    private static boolean isWithin(String text, long least, long most) {
        return text.matches("\\d{1,15}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most;
    }

    private static boolean isAnything(String text) {
        return !text.isEmpty();
    }

    private static boolean isPrefix(String text) {
        return text.matches("[A-Za-z0-9._-]{1,12}");
    }

    private static boolean isBootstrap(String text) {
        for (String each : text.split(",", -1)) {
            if (!each.strip().matches("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):\\d{1,5}")) {
                return false;
            }
        }
        return true;
    }

    /** All settings there are, in the order of lists. */
    public static List<LinkConfig> list() {
        return List.copyOf(ALL.values());
    }

    public static Optional<LinkConfig> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static boolean isSensitive(String name) {
        LinkConfig config = ALL.get(name);
        return config != null && config.isSensitive();
    }

    /** What counts: the value set, or the standard one. */
    public static String value(Map<String, String> set, String name) {
        @Nullable String given = set.get(name);
        return given == null ? find(name).map(LinkConfig::standard).orElse("") : given;
    }

    public static int number(Map<String, String> set, String name) {
        return Integer.parseInt(value(set, name));
    }

    public static boolean isTrue(Map<String, String> set, String name) {
        return value(set, name).equals("true");
    }

    /** The settings for Kafka's client that were set. */
    public static Map<String, String> forClient(Map<String, String> set) {
        return set.entrySet().stream()
                .filter(each -> find(each.getKey()).map(LinkConfig::isForClient).orElse(false))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
