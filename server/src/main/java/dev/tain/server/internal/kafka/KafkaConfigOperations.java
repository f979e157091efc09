package dev.tain.server.internal.kafka;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.ConfigMessages.AlterConfigBatchRequestData;
import dev.tain.server.internal.kafka.ConfigMessages.UpdateLinkConfigRequestData;
import dev.tain.server.internal.kafka.ConfigMessages.ValidateQuery;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Configs of whatever Kafka keeps configs of: listed, shown, set and reset in one way. */
final class KafkaConfigOperations {
    private final LinkService links;

    KafkaConfigOperations(LinkService links) {
        this.links = links;
    }

    /** What has configs: a topic, a broker, or all brokers. */
    interface Owner {
        /** Of its lists. */
        String kind();

        /** Where its configs are found. */
        String self();

        List<KafkaConfigValue> configs();

        Item message(KafkaConfigValue config);

        void alter(List<ConfigChange> changes, boolean validateOnly);

        KafkaFault unknown(String config);
    }

    /**
     * All operations on the configs of one kind of owner.
     *
     * @param path where they are found
     */
    List<Route> routes(String path, Function<Call, Owner> owners) {
        Operation operation = new Operation(links);
        String config = path + "/{name}";
        return List.of(
                operation.answering(Verb.GET, path, call -> list(owners.apply(call))),
                operation.answering(Verb.GET, config, call -> config(owners.apply(call), call.config())),
                operation.doing(Verb.PUT, config, call -> put(owners.apply(call), call)),
                operation.doing(Verb.DELETE, config, call -> reset(owners.apply(call), call)),
                operation.doing(Verb.POST, path + ":alter", call -> alter(owners.apply(call), call)));
    }

    private static ItemList list(Owner owner) {
        return new ItemList(
                owner.kind(),
                owner.self(),
                owner.configs().stream().map(owner::message).toList());
    }

    private static Record config(Owner owner, String name) {
        return (Record) owner.configs().stream()
                .filter(config -> config.name().equals(name))
                .map(owner::message)
                .findFirst()
                .orElseThrow(() -> owner.unknown(name));
    }

    private static int put(Owner owner, Call call) {
        UpdateLinkConfigRequestData body = call.body(UpdateLinkConfigRequestData.class);
        owner.alter(List.of(ConfigTranslation.set(call.config(), body.value())), false);
        return 204;
    }

    private static int reset(Owner owner, Call call) {
        owner.alter(List.of(new ConfigChange(call.config(), Optional.empty())), false);
        return 204;
    }

    private static int alter(Owner owner, Call call) {
        AlterConfigBatchRequestData body = call.body(AlterConfigBatchRequestData.class);
        boolean validateOnly =
                body.validateOnly() || call.query(ValidateQuery.class).validateOnly();
        owner.alter(ConfigTranslation.changes(body.data()), validateOnly);
        return 204;
    }
}
