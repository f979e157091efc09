package dev.tain.server.internal.kafka;

import dev.tain.link.LinkConfigValue;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.LinkStatus;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.ConfigMessages.AlterConfigBatchRequestData;
import dev.tain.server.internal.kafka.ConfigMessages.ListLinkConfigsResponseData;
import dev.tain.server.internal.kafka.ConfigMessages.UpdateLinkConfigRequestData;
import dev.tain.server.internal.kafka.ConfigMessages.ValidateQuery;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import java.util.List;
import java.util.Optional;

/** The configs of a link. */
final class ConfigOperations {
    private static final String CONFIGS = LinkOperations.LINK + "/configs";
    private static final String CONFIG = CONFIGS + "/{name}";

    private final LinkService links;

    ConfigOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(Verb.GET, CONFIGS, this::list),
                operation.answering(Verb.GET, CONFIG, this::config),
                operation.doing(Verb.PUT, CONFIG, this::put),
                operation.doing(Verb.DELETE, CONFIG, this::reset),
                operation.doing(Verb.PUT, CONFIGS + ":alter", this::alter));
    }

    private List<LinkConfigValue> shown(Call call) {
        return ConfigTranslation.shown(links.configs(call.link()));
    }

    private ItemList list(Call call) {
        LinkStatus link = links.link(call.link());
        return new ItemList(
                "KafkaLinkConfigDataList",
                call.resources().configs(call.link()),
                shown(call).stream()
                        .map(config -> ConfigTranslation.message(config, link, call.resources()))
                        .toList());
    }

    private ListLinkConfigsResponseData config(Call call) {
        return shown(call).stream()
                .filter(config -> config.name().equals(call.config()))
                .map(config -> ConfigTranslation.message(config, links.link(call.link()), call.resources()))
                .findFirst()
                .orElseThrow(() -> Faults.of(
                        ErrorCode.LINK_CONFIG_UNKNOWN,
                        "Invalid Config Name.",
                        "There is no config '" + call.config() + "'; list all configs to see what there is."));
    }

    private int put(Call call) {
        UpdateLinkConfigRequestData body = call.body(UpdateLinkConfigRequestData.class);
        return change(call, ConfigTranslation.set(call.config(), body.value()));
    }

    private int reset(Call call) {
        return change(call, new ConfigChange(call.config(), Optional.empty()));
    }

    private int change(Call call, ConfigChange change) {
        links.alterConfigs(call.link(), List.of(change), false);
        return 204;
    }

    private int alter(Call call) {
        AlterConfigBatchRequestData body = call.body(AlterConfigBatchRequestData.class);
        boolean validateOnly =
                body.validateOnly() || call.query(ValidateQuery.class).validateOnly();
        links.alterConfigs(call.link(), ConfigTranslation.changes(body.data()), validateOnly);
        return 204;
    }
}
