package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.link.TopicStatus;
import dev.tain.link.TopicWish;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import dev.tain.server.internal.kafka.Operation.Answer;
import dev.tain.server.internal.kafka.TopicMessages.CreateTopicRequestData;
import dev.tain.server.internal.kafka.TopicMessages.TopicConfigData;
import dev.tain.server.internal.kafka.TopicMessages.TopicData;
import dev.tain.server.internal.kafka.TopicMessages.UpdatePartitionCountRequestData;
import java.util.List;

/** Topics of the destination: clients of links look which there are, and delete mirror topics so. */
final class TopicOperations {
    static final String TOPICS = Operation.CLUSTER + "/topics";
    private static final String TOPIC = TOPICS + "/{topic_name}";
    private static final String CONFIGS = TOPIC + "/configs";

    private final LinkService links;

    TopicOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(Verb.GET, TOPICS, this::list),
                operation.stating(Verb.POST, TOPICS, this::create),
                operation.answering(Verb.GET, TOPIC, this::topic),
                operation.doing(Verb.DELETE, TOPIC, this::delete),
                operation.answering(Verb.PATCH, TOPIC, this::grow),
                operation.answering(Verb.GET, CONFIGS, this::configs),
                operation.answering(Verb.GET, CONFIGS + "/{name}", this::config));
    }

    private ItemList list(Call call) {
        return new ItemList(
                "KafkaTopicList",
                call.resources().topics(),
                links.topics().topics().stream()
                        .map(topic -> TopicTranslation.message(topic, call.resources()))
                        .toList());
    }

    private Answer create(Call call) {
        TopicWish wish = TopicTranslation.wish(call.body(CreateTopicRequestData.class));
        TopicStatus made = links.topics().create(wish);
        return new Answer(wish.validateOnly() ? 200 : 201, TopicTranslation.message(made, call.resources()));
    }

    private TopicData topic(Call call) {
        return TopicTranslation.message(links.topics().topic(call.topic()), call.resources());
    }

    private int delete(Call call) {
        links.topics().delete(call.topic());
        return 204;
    }

    private TopicData grow(Call call) {
        Integer partitions = call.body(UpdatePartitionCountRequestData.class).partitionsCount();
        if (partitions == null) {
            throw Faults.invalid(
                    "partitions_count is missing.", "Give the number of partitions that there shall be in all.");
        }
        return TopicTranslation.message(links.topics().grow(call.topic(), partitions), call.resources());
    }

    private List<TopicConfigData> shown(Call call) {
        return links.topics().configs(call.topic()).stream()
                .map(config -> TopicTranslation.message(config, call.topic(), call.resources()))
                .toList();
    }

    private ItemList configs(Call call) {
        return new ItemList("KafkaTopicConfigList", call.resources().topic(call.topic()) + "/configs", shown(call));
    }

    private TopicConfigData config(Call call) {
        return shown(call).stream()
                .filter(config -> config.name().equals(call.config()))
                .findFirst()
                .orElseThrow(() -> Faults.of(
                        ErrorCode.TOPIC_CONFIG_UNKNOWN,
                        "Topic '" + call.topic() + "' has no config '" + call.config() + "'.",
                        "List all configs to see what there is."));
    }
}
