package dev.tain.link.internal.cluster;

import dev.tain.link.BrokerService;
import dev.tain.link.KafkaConfigValue;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Brokers, as they say of themselves. Kafka takes a config of any name for a broker's, so names are checked here
 * against what a broker has.
 */
public final class Brokers implements BrokerService {
    /** What Kafka calls all brokers. */
    private static final String ALL = "";

    private static final String IN_FILE = "Change it in the broker's properties file, and restart the broker.";

    /** What the broker would load, read or call. In an embedded broker that would be Tain's own process. */
    private static final Pattern CODE_OR_FILE = Pattern.compile(
            "(.*[.])?(class|classes|reporters|factory|handler|providers?|jaas[.]config|location|dirs?|path|url)");

    private final Admin admin;

    public Brokers(Admin admin) {
        this.admin = admin;
    }

    @Override
    public List<Broker> brokers() {
        return KafkaFaults.answer("list brokers", () -> admin.describeCluster().nodes()).stream()
                .sorted(Comparator.comparingInt(Node::id))
                .map(node -> new Broker(node.id(), node.host(), node.port(), Optional.ofNullable(node.rack())))
                .toList();
    }

    @Override
    public Broker broker(int id) {
        return brokers().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(() -> new TainException(
                        ErrorCode.BROKER_UNKNOWN,
                        "There is no broker " + id + ", or it is down.",
                        "Check the id; the list of brokers shows those that are up."));
    }

    /** Of a broker that is down Kafka would only answer when the time is up. */
    @Override
    public List<KafkaConfigValue> configs(int broker) {
        return described(Integer.toString(broker(broker).id()));
    }

    @Override
    public List<KafkaConfigValue> common() {
        return described(ALL);
    }

    private List<KafkaConfigValue> described(String broker) {
        ConfigResource resource = resource(broker);
        return ConfigAltering.values(KafkaFaults.answer(
                        "describe configs of brokers",
                        () -> admin.describeConfigs(List.of(resource), ConfigAltering.withSynonyms())
                                .values()
                                .values()
                                .iterator()
                                .next())
                .entries());
    }

    private static ConfigResource resource(String broker) {
        return new ConfigResource(ConfigResource.Type.BROKER, broker);
    }

    @Override
    public void alter(Optional<Integer> broker, List<ConfigChange> changes, boolean validateOnly) {
        int asked = broker.orElseGet(() -> brokers().getFirst().id());
        Map<String, KafkaConfigValue> known =
                configs(asked).stream().collect(Collectors.toMap(KafkaConfigValue::name, Function.identity()));
        for (ConfigChange change : changes) {
            check(change.name(), Optional.ofNullable(known.get(change.name())));
        }
        String id = broker.map(String::valueOf).orElse(ALL);
        KafkaFaults.answer(
                "change configs of brokers", () -> ConfigAltering.alter(admin, resource(id), changes, validateOnly));
    }

    static void check(String name, Optional<KafkaConfigValue> known) {
        if (known.isEmpty()) {
            throw new TainException(
                    ErrorCode.BROKER_CONFIG_UNKNOWN,
                    "Brokers have no config '" + name + "'.",
                    "List all configs of a broker to see what there is.");
        } else if (known.get().isReadOnly()) {
            throw new TainException(
                    ErrorCode.KAFKA_REFUSED,
                    "The config '" + name + "' cannot be changed while a broker runs.",
                    IN_FILE);
        } else if (CODE_OR_FILE.matcher(name).matches()) {
            throw new TainException(
                    ErrorCode.KAFKA_REFUSED,
                    "The config '" + name + "' names code, files or addresses that a broker would use.",
                    IN_FILE);
        }
    }
}
