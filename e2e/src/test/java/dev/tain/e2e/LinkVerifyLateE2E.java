package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.Freezing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mirror whose replicas are behind is compared when they have all, and not called equal before. */
class LinkVerifyLateE2E {
    @Test
    void whatNotAllReplicasHaveIsWaitedFor() {
        try (LinkStage stage = LinkStage.patient()) {
            stage.makeLink("west", List.of());
            stage.createAtSource("orders", 1);
            stage.there().send("orders", 0, "a", 100);
            stage.mirror("west", "orders");
            stage.awaitNoLag("west", "orders");
            stage.awaitInSync("orders");
            long frozen = stage.destination().node(2).pid();
            Freezing.freeze(frozen);
            try {
                stage.there().send("orders", 0, "b", 50);
                stage.awaitNoLag("west", "orders");
                stage.verify("west", "orders");
                Await.atMost(LinkStage.LIMIT)
                        .value(
                                "it waits",
                                () -> stage.verification("west", "orders"),
                                answer -> answer.body().toString().contains("replicas do not"));
            } finally {
                Freezing.thaw(frozen);
            }
            Answer compared = Await.atMost(LinkStage.LIMIT)
                    .value(
                            "it is compared",
                            () -> stage.verification("west", "orders"),
                            answer -> answer.text("is_running").equals("false"));
            assertThat(compared.text("result")).isEqualTo("EQUAL");
            assertThat(compared.at("partitions").get(0).path("verified_through").asLong())
                    .isEqualTo(150);
        }
    }
}
