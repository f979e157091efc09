package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.link.TopicStatus;
import dev.tain.link.TopicWish;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import dev.tain.server.internal.kafka.Operation.Answer;
import dev.tain.server.internal.kafka.TopicMessages.CreateTopicRequestData;
import dev.tain.server.internal.kafka.TopicMessages.TopicData;
import dev.tain.server.internal.kafka.TopicMessages.UpdatePartitionCountRequestData;
import java.util.List;

/** Topics of the destination: clients of links look which there are, and delete mirror topics so. */
final class TopicOperations {
    static final String TOPICS = Operation.CLUSTER + "/topics";
    static final String TOPIC = TOPICS + "/{topic_name}";

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
                operation.answering(Verb.PATCH, TOPIC, this::grow));
    }

    private ItemList list(Call call) {
        return new ItemList(
                "KafkaTopicList",
                call.resources().topics(),
                links.cluster().topics().topics().stream()
                        .map(topic -> TopicTranslation.message(topic, call.resources()))
                        .toList());
    }

    private Answer create(Call call) {
        TopicWish wish = TopicTranslation.wish(call.body(CreateTopicRequestData.class));
        TopicStatus made = links.cluster().topics().create(wish);
        return new Answer(wish.validateOnly() ? 200 : 201, TopicTranslation.message(made, call.resources()));
    }

    private TopicData topic(Call call) {
        return TopicTranslation.message(links.cluster().topics().topic(call.topic()), call.resources());
    }

    private int delete(Call call) {
        links.cluster().topics().delete(call.topic());
        return 204;
    }

    private TopicData grow(Call call) {
        Integer partitions = call.body(UpdatePartitionCountRequestData.class).partitionsCount();
        if (partitions == null) {
            throw Faults.invalid(
                    "partitions_count is missing.", "Give the number of partitions that there shall be in all.");
        }
        return TopicTranslation.message(links.cluster().topics().grow(call.topic(), partitions), call.resources());
    }
}
