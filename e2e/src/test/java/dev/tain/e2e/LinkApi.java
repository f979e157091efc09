package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a Tain about links into one cluster. */
record LinkApi(TainProcess tain, String cluster) {
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** About the cluster that a Tain has inside. */
    static LinkApi embedded(TainProcess tain) {
        Answer clusters = tain.api().kafka("GET", "clusters", null).succeeded();
        return new LinkApi(tain, clusters.at("data").get(0).path("cluster_id").asString());
    }

    /** @param path below {@code /kafka/v3/clusters/ID/} */
    Answer ask(String method, String path, @Nullable Object body) {
        return tain.api().kafka(method, "clusters/" + cluster + "/" + path, body);
    }

    Answer ask(String method, String path) {
        return ask(method, path, null);
    }

    Answer link(String link) {
        return ask("GET", "links/" + link).succeeded();
    }

    Answer mirror(String link, String topic) {
        return ask("GET", "links/" + link + "/mirrors/" + topic + "?include_state_transition_errors=true");
    }

    /** The answer to making a link, as soon as this broker decides. */
    Answer makeLink(String query, Map<String, String> configs) {
        List<Map<String, String>> list = configs.entrySet().stream()
                .map(each -> Map.of("name", each.getKey(), "value", each.getValue()))
                .toList();
        return Await.atMost(LIMIT)
                .value(
                        "somebody decides about links",
                        () -> ask("POST", "links/?link_name=" + query, Map.of("configs", list)),
                        answer -> answer.status() != 503);
    }

    void makeMirror(String link, Map<String, ?> wish) {
        Answer made = ask("POST", "links/" + link + "/mirrors", wish);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(204);
    }

    Answer awaitStatus(String link, String topic, String status) {
        return Await.atMost(LIMIT)
                .value(
                        topic + " is " + status,
                        () -> mirror(link, topic),
                        answer -> answer.text("mirror_status").equals(status));
    }

    /** Waits until everything before the offset is in the partition of a mirror. */
    void awaitEnd(String link, String topic, int partition, long end) {
        Await.atMost(LIMIT).thatHolds(topic + "-" + partition + " has all before " + end, () -> {
            for (var lag : mirror(link, topic).at("mirror_lags")) {
                if (lag.path("partition").asInt() == partition) {
                    return lag.path("last_source_fetch_offset").asLong() >= end;
                }
            }
            return false;
        });
    }

    /** Waits until the mirror has everything; nothing may write to the source meanwhile. */
    void awaitNoLag(String link, String topic) {
        Await.atMost(LIMIT).thatHolds(topic + " has all", () -> {
            List<Long> lags = new ArrayList<>();
            mirror(link, topic)
                    .at("mirror_lags")
                    .forEach(each -> lags.add(each.path("lag").asLong(-1)));
            return !lags.isEmpty() && lags.stream().allMatch(lag -> lag == 0);
        });
    }
}
