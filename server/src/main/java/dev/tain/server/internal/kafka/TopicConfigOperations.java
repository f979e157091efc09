package dev.tain.server.internal.kafka;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.TopicConfigService;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import java.util.ArrayList;
import java.util.List;

/** The configs of topics. */
final class TopicConfigOperations {
    private static final String LIST = "KafkaTopicConfigList";
    private static final String BELOW = "/configs";

    private final LinkService links;

    TopicConfigOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        List<Route> routes =
                new ArrayList<>(new KafkaConfigOperations(links).routes(TopicOperations.TOPIC + BELOW, this::owner));
        routes.add(operation.answering(Verb.GET, TopicOperations.TOPICS + "/-" + BELOW, this::all));
        routes.add(operation.answering(Verb.GET, TopicOperations.TOPIC + "/default-configs", this::standards));
        return routes;
    }

    private TopicConfigService configs() {
        return links.cluster().topicConfigs();
    }

    private Owner owner(Call call) {
        return new Owner(configs(), call.topic(), call.resources());
    }

    private record Owner(TopicConfigService service, String topic, Resources resources)
            implements KafkaConfigOperations.Owner {
        @Override
        public String kind() {
            return LIST;
        }

        @Override
        public String self() {
            return resources.topic(topic) + BELOW;
        }

        @Override
        public List<KafkaConfigValue> configs() {
            return service.configs(topic);
        }

        @Override
        public Item message(KafkaConfigValue config) {
            return KafkaConfigTranslation.ofTopic(config, topic, resources);
        }

        @Override
        public void alter(List<ConfigChange> changes, boolean validateOnly) {
            service.alter(topic, changes, validateOnly);
        }

        @Override
        public KafkaFault unknown(String config) {
            return Faults.of(
                    ErrorCode.TOPIC_CONFIG_UNKNOWN,
                    "Topic '" + topic + "' has no config '" + config + "'.",
                    "List all configs to see what there is.");
        }
    }

    private ItemList all(Call call) {
        List<Item> all = new ArrayList<>();
        configs()
                .all()
                .forEach((topic, configs) -> configs.forEach(
                        config -> all.add(KafkaConfigTranslation.ofTopic(config, topic, call.resources()))));
        return new ItemList(LIST, call.resources().topics() + "/-" + BELOW, all);
    }

    private ItemList standards(Call call) {
        return new ItemList(
                LIST,
                call.resources().topic(call.topic()) + "/default-configs",
                configs().standards(call.topic()).stream()
                        .map(owner(call)::message)
                        .toList());
    }
}
