package dev.tain.server.internal.kafka;

import dev.tain.link.BrokerService;
import dev.tain.link.BrokerService.Broker;
import dev.tain.link.KafkaConfigValue;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.BrokerMessages.BrokerData;
import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brokers, and the configs of each and of all. */
final class BrokerOperations {
    static final String BROKERS = Operation.CLUSTER + "/brokers";
    static final String BROKER = BROKERS + "/{broker_id}";

    private final LinkService links;

    BrokerOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        KafkaConfigOperations configs = new KafkaConfigOperations(links);
        List<Route> routes = new ArrayList<>();
        routes.add(operation.answering(Verb.GET, BROKERS, this::list));
        routes.add(operation.answering(
                Verb.GET, BROKER, call -> message(brokers().broker(call.broker()), call.resources())));
        routes.addAll(
                configs.routes(BROKER + "/configs", call -> new OneBroker(brokers(), call.broker(), call.resources())));
        routes.addAll(configs.routes(
                Operation.CLUSTER + "/broker-configs", call -> new AllBrokers(brokers(), call.resources())));
        return routes;
    }

    private BrokerService brokers() {
        return links.cluster().brokers();
    }

    private ItemList list(Call call) {
        return new ItemList(
                "KafkaBrokerList",
                call.resources().brokers(),
                brokers().brokers().stream()
                        .map(broker -> message(broker, call.resources()))
                        .toList());
    }

    private static BrokerData message(Broker broker, Resources resources) {
        String self = resources.broker(broker.id());
        return new BrokerData(
                "KafkaBroker",
                resources.named(self, "broker=" + broker.id()),
                resources.clusterId(),
                broker.id(),
                broker.host(),
                broker.port(),
                broker.rack().orElse(null),
                new Relationship(self + "/configs"),
                new Relationship(self + "/partition-replicas"));
    }

    private record OneBroker(BrokerService service, int broker, Resources resources)
            implements KafkaConfigOperations.Owner {
        @Override
        public String kind() {
            return "KafkaBrokerConfigList";
        }

        @Override
        public String self() {
            return resources.broker(broker) + "/configs";
        }

        @Override
        public List<KafkaConfigValue> configs() {
            return service.configs(broker);
        }

        @Override
        public Item message(KafkaConfigValue config) {
            return KafkaConfigTranslation.ofBroker(config, broker, resources);
        }

        @Override
        public void alter(List<ConfigChange> changes, boolean validateOnly) {
            service.alter(Optional.of(broker), changes, validateOnly);
        }

        @Override
        public KafkaFault unknown(String config) {
            return Faults.of(
                    ErrorCode.BROKER_CONFIG_UNKNOWN,
                    "Broker " + broker + " has no config '" + config + "'.",
                    "List all configs to see what there is.");
        }
    }

    private record AllBrokers(BrokerService service, Resources resources) implements KafkaConfigOperations.Owner {
        @Override
        public String kind() {
            return "KafkaClusterConfigList";
        }

        @Override
        public String self() {
            return resources.ofCluster("/broker-configs");
        }

        @Override
        public List<KafkaConfigValue> configs() {
            return service.common();
        }

        @Override
        public Item message(KafkaConfigValue config) {
            return KafkaConfigTranslation.ofAllBrokers(config, resources);
        }

        @Override
        public void alter(List<ConfigChange> changes, boolean validateOnly) {
            service.alter(Optional.empty(), changes, validateOnly);
        }

        @Override
        public KafkaFault unknown(String config) {
            return Faults.of(
                    ErrorCode.BROKER_CONFIG_UNKNOWN,
                    "Nobody has set the config '" + config + "' for all brokers.",
                    "List the configs of one broker to see what it has.");
        }
    }
}
