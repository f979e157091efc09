package dev.tain.link.plan;

import dev.tain.link.plan.Stored.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What is stored about links as text, one line for each field, so that a person can read it with Kafka's console
 * consumer. Fields that a later Tain adds are kept out of the way: unknown ones are not looked at.
 */
public final class StoreText {
    private static final String LINK = "link/";
    private static final String MIRROR = "mirror/";
    private static final String STOP = "stop/";
    private static final String ONCE = "once/";
    private static final String BEGIN = "begin.";
    private static final String ACL = "acl/";
    private static final String CUT = "cut/";
    private static final String ENDING = "ending/";
    private static final String FENCE = "fence/";
    private static final String REVERSAL = "reversal";
    private static final String ADOPTED = "source.adopted";
    private static final String NAMED_ENDING = "ending";
    private static final String DEADLINE = "deadline.millis";
    private static final String CONFIG = "config.";
    private static final String TOPIC_IDS = "source.topic.ids";

    private final BinaryOperator<String> seal;
    private final BinaryOperator<String> open;

    /**
     * Makes one.
     *
     * @param seal what a secret is stored as, by what it belongs to and its text
     * @param open the other way round
     */
    public StoreText(BinaryOperator<String> seal, BinaryOperator<String> open) {
        this.seal = seal;
        this.open = open;
    }

    /** A record of the store; a null value takes away what the key had. */
    public record Text(String key, @Nullable String value) {}

    public Text write(Change change) {
        return switch (change) {
            case Change.Link link ->
                new Text(LINK + link.name(), link.now() == null ? null : lines(fields(link.now())));
            case Change.Mirror mirror ->
                new Text(MIRROR + mirror.topic(), mirror.now() == null ? null : lines(fields(mirror.now())));
            case Change.Stop stop ->
                new Text(
                        STOP + stop.topic() + "/" + stop.partition(),
                        stop.now() == null ? null : lines(fields(stop.now())));
            case Change.Once once ->
                new Text(
                        ONCE + once.link() + "/" + once.sourceTopic(),
                        once.topicIds() == null ? null : lines(Map.of(TOPIC_IDS, ids(once.topicIds()))));
            case Change.Acl acl ->
                new Text(
                        ACL + acl.link() + "/" + AclText.write(acl.acl()),
                        acl.own() ? lines(Map.of("own", "true")) : null);
            case Change.Cut cut ->
                new Text(
                        CUT + cut.topic() + "/" + cut.place().partition() + "/"
                                + cut.place().round(),
                        cut.now() == null ? null : lines(CutText.fields(cut.now())));
            case Change.Ending ending ->
                new Text(
                        ENDING + ending.link() + "/" + ending.id(),
                        ending.now() == null ? null : lines(EndingText.fields(ending.now())));
            case Change.Fence fence ->
                new Text(FENCE + fence.topic(), fence.now() == null ? null : lines(FenceText.fields(fence.now())));
        };
    }

    private static Map<String, String> fields(StopRecord stop) {
        return Map.of("end", Long.toString(stop.end()), "done", Boolean.toString(stop.done()));
    }

    /** Empty for keys that this Tain does not know. */
    public Optional<Change> read(String key, @Nullable String value) {
        if (key.startsWith(LINK)) {
            String name = key.substring(LINK.length());
            return Optional.of(new Change.Link(name, value == null ? null : link(name, fields(value))));
        } else if (key.startsWith(MIRROR)) {
            String topic = key.substring(MIRROR.length());
            return Optional.of(new Change.Mirror(topic, value == null ? null : mirror(topic, fields(value))));
        } else if (key.startsWith(STOP)) {
            int slash = key.lastIndexOf('/');
            String topic = key.substring(STOP.length(), slash);
            int partition = Integer.parseInt(key.substring(slash + 1));
            return Optional.of(
                    new Change.Stop(topic, partition, value == null ? null : stop(topic, partition, fields(value))));
        } else if (key.startsWith(ACL)) {
            int slash = key.indexOf('/', ACL.length());
            return Optional.of(new Change.Acl(
                    key.substring(ACL.length(), slash), AclText.read(key.substring(slash + 1)), value != null));
        } else if (key.startsWith(CUT)) {
            return Optional.of(CutText.change(key.substring(CUT.length()), value == null ? null : fields(value)));
        } else if (key.startsWith(ENDING)) {
            return Optional.of(EndingText.change(key.substring(ENDING.length()), value == null ? null : fields(value)));
        } else if (key.startsWith(FENCE)) {
            String topic = key.substring(FENCE.length());
            return Optional.of(new Change.Fence(topic, value == null ? null : FenceText.record(topic, fields(value))));
        } else if (key.startsWith(ONCE)) {
            int slash = key.lastIndexOf('/');
            return Optional.of(new Change.Once(
                    key.substring(ONCE.length(), slash),
                    key.substring(slash + 1),
                    value == null ? null : ids(field(fields(value), TOPIC_IDS))));
        }
        return Optional.empty();
    }

    private static String ids(Set<Uuid> ids) {
        return ids.stream().map(Uuid::toString).sorted().collect(Collectors.joining(","));
    }

    private static Set<Uuid> ids(String text) {
        return Stream.of(text.split(",")).map(Uuid::fromString).collect(Collectors.toUnmodifiableSet());
    }

    private static StopRecord stop(String topic, int partition, Map<String, String> fields) {
        return new StopRecord(
                topic, partition, Long.parseLong(field(fields, "end")), Boolean.parseBoolean(field(fields, "done")));
    }

    private Map<String, String> fields(LinkRecord link) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", link.id().toString());
        fields.put("source.cluster.id", link.sourceClusterId());
        fields.put("deleting", Boolean.toString(link.deleting()));
        new TreeMap<>(link.configs())
                .forEach((name, value) -> fields.put(
                        CONFIG + name,
                        LinkConfigs.isSensitive(name) ? seal.apply(place(link.name(), name), value) : value));
        return fields;
    }

    private LinkRecord link(String name, Map<String, String> fields) {
        Map<String, String> configs = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(CONFIG)) {
                String config = field.substring(CONFIG.length());
                configs.put(config, LinkConfigs.isSensitive(config) ? open.apply(place(name, config), value) : value);
            }
        });
        return new LinkRecord(
                name,
                Uuid.fromString(field(fields, "id")),
                field(fields, "source.cluster.id"),
                configs,
                Boolean.parseBoolean(field(fields, "deleting")));
    }

    private static String place(String link, String config) {
        return "link/" + link + "/" + config;
    }

    private static Map<String, String> fields(MirrorRecord mirror) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("link", mirror.link());
        fields.put("source.topic", mirror.source().topic());
        fields.put("source.topic.id", mirror.source().topicId().toString());
        fields.put("source.max.message.bytes", mirror.source().maxMessageBytes());
        new TreeMap<>(mirror.source().given()).forEach((name, value) -> fields.put(CONFIG + name, value));
        new TreeMap<>(mirror.source().begins())
                .forEach((partition, offset) -> fields.put(BEGIN + partition, Long.toString(offset)));
        fields.put("state", mirror.state().name());
        fields.put("state.millis", Long.toString(mirror.stateMillis()));
        fields.put("planned", Boolean.toString(mirror.planned()));
        fields.put("fault", mirror.fault().name());
        fields.put("why", mirror.why());
        fields.put(DEADLINE, Long.toString(mirror.deadlineMillis()));
        fields.put(REVERSAL, mirror.reversal().name());
        fields.put(NAMED_ENDING, mirror.ending());
        fields.put(ADOPTED, mirror.source().adopted());
        return fields;
    }

    private static MirrorRecord mirror(String topic, Map<String, String> fields) {
        Map<String, String> given = new LinkedHashMap<>();
        Map<Integer, Long> begins = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(CONFIG)) {
                given.put(field.substring(CONFIG.length()), value);
            } else if (field.startsWith(BEGIN)) {
                begins.put(Integer.valueOf(field.substring(BEGIN.length())), Long.valueOf(value));
            }
        });
        return new MirrorRecord(
                topic,
                field(fields, "link"),
                new MirrorRecord.Source(
                        field(fields, "source.topic"),
                        Uuid.fromString(field(fields, "source.topic.id")),
                        field(fields, "source.max.message.bytes"),
                        given,
                        begins,
                        fields.getOrDefault(ADOPTED, "")),
                MirrorState.valueOf(field(fields, "state")),
                Long.parseLong(field(fields, "state.millis")),
                Boolean.parseBoolean(field(fields, "planned")),
                MirrorFault.valueOf(field(fields, "fault")),
                field(fields, "why"),
                Long.parseLong(fields.getOrDefault(DEADLINE, "0")), // earlier versions wrote none
                Reversal.valueOf(fields.getOrDefault(REVERSAL, Reversal.NONE.name())),
                fields.getOrDefault(NAMED_ENDING, ""));
    }

    static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a record of links lacks the field " + name);
        }
        return value;
    }

    private static String lines(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) ->
                text.append(name).append('=').append(escape(value)).append('\n'));
        return text.toString();
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                fields.put(line.substring(0, equals), unescape(line.substring(equals + 1)));
            }
        });
        return fields;
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            if (at == '\\' && i + 1 < value.length()) {
                i++;
                at = value.charAt(i);
                text.append(at == 'n' ? '\n' : at == 'r' ? '\r' : at);
            } else {
                text.append(at);
            }
        }
        return text.toString();
    }
}
