package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.VerbResult;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaRecords;
import dev.tain.testkit.LogBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clusters, each with a link to the other: the roles change after a failover, and back after a promotion. */
class LinkBothWaysIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String LINK = "both";

    @TempDir
    static Path directory;

    private static LinkBroker east;
    private static LinkBroker west;

    @BeforeAll
    static void start() {
        east = TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("east"), "127.0.0.1", 0));
        west = TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("west"), "127.0.0.1", 0));
        link(east, west);
        link(west, east);
    }

    @AfterAll
    static void stop() {
        east.close();
        west.close();
    }

    private static void link(LinkBroker from, LinkBroker to) {
        Map<String, String> configs = Map.of(
                "bootstrap.servers", to.bootstrap(), "link.mode", "BIDIRECTIONAL", "replica.fetch.backoff.ms", "100");
        from.service().createLink(new LinkWish(LINK, "", configs, false, true));
        assertThat(from.service().link(LINK).bothWays()).isTrue();
    }

    private static KafkaRecords at(LinkBroker broker) {
        return new KafkaRecords(broker.bootstrap());
    }

    private static void createInEast(String topic) throws Exception {
        try (Admin admin = Admin.create(at(east).configs(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static VerbResult alter(LinkBroker broker, Verb verb) {
        MirrorChoice choice = new MirrorChoice(List.of("t"), Optional.empty());
        return broker.service().alterMirrors(LINK, verb, choice, false).getFirst();
    }

    private static MirrorStatus await(LinkBroker broker, Condition condition) {
        return Await.atMost(LIMIT)
                .value(
                        "t is " + condition,
                        () -> broker.service().mirror(LINK, "t"),
                        status -> status.condition() == condition);
    }

    private static List<String> bytes(String cluster) {
        return LogBytes.of(directory.resolve(cluster).resolve("t-0"));
    }

    private static void awaitSame(LinkBroker mirror) {
        Await.atMost(LIMIT)
                .thatHolds(
                        "the mirror has all",
                        () -> mirror.service()
                                        .mirror(LINK, "t")
                                        .lags()
                                        .getFirst()
                                        .records()
                                == 0);
        assertThat(bytes("west")).isNotEmpty().isEqualTo(bytes("east"));
    }

    private static void refusedAsACircle(LinkService links, String mirror) {
        TainException refusal = catchThrowableOfType(
                TainException.class,
                () -> links.createMirror(LINK, new MirrorWish("t", Optional.of(mirror), Optional.of(1), Map.of())));
        assertThat(refusal.code()).isEqualTo(ErrorCode.MIRROR_TOPIC_INVALID);
        assertThat(refusal.sentence()).contains("in a circle");
    }

    @Test
    void theRolesChangeAndChangeBack() throws Exception {
        createInEast("t");
        at(east).send("t", 0, "first", 100);
        west.service().createMirror(LINK, new MirrorWish("t", Optional.empty(), Optional.of(1), Map.of()));
        awaitSame(west);
        refusedAsACircle(east.service(), "copy-of-a-copy");
        assertThat(east.service().adoptable(LINK)).isEmpty();

        alter(west, Verb.FAILOVER);
        await(west, Condition.STOPPED);
        at(west).send("t", 0, "west", 30);
        at(east).send("t", 0, "lost", 5);

        assertThat(east.service().adoptable(LINK)).containsExactly("t");
        assertThat(alter(east, Verb.RESTORE).refusal()).isEmpty();
        MirrorStatus restored = await(east, Condition.ACTIVE);
        awaitSame(east);
        assertThat(restored.cuts().getFirst().from()).isEqualTo(100);
        assertThat(RestoreStage.saved(restored.cuts().getFirst().savedIn()))
                .isEqualTo(IntStream.range(0, 5).mapToObj(i -> "lost" + i).toList());
        assertThat(alter(west, Verb.RESTORE).refusal().orElseThrow()).contains("in a circle");
        refusedAsACircle(west.service(), "copy-of-a-copy");

        long end = at(west).send("t", 0, "more", 10) + 1;
        alter(east, Verb.PROMOTE);
        await(east, Condition.STOPPED);
        at(east).send("t", 0, "east", 7);
        VerbResult back = alter(west, Verb.RESTORE);
        assertThat(back.refusal()).isEmpty();
        assertThat(back.cuts().getFirst().from()).isEqualTo(end);
        await(west, Condition.ACTIVE);
        awaitSame(west);
        assertThat(at(west).committed("t", 0)).hasSize(147).endsWith("east6");

        rolesChangeInOneStep();
    }

    /** East leads at first. */
    private static void rolesChangeInOneStep() throws Exception {
        assertThat(alter(west, Verb.REVERSE).refusal()).isEmpty();
        await(west, Condition.STOPPED);
        await(east, Condition.ACTIVE);
        awaitSame(east);
        at(west).send("t", 0, "turned", 3);
        Await.atMost(LIMIT)
                .thatHolds("it follows", () -> at(east).committed("t", 0).contains("turned2"));
        awaitFulfilled(west);

        assertThat(alter(east, Verb.REVERSE_PAUSED).refusal()).isEmpty();
        await(east, Condition.STOPPED);
        await(west, Condition.PAUSED);
        awaitFulfilled(east);
        at(east).send("t", 0, "again", 2);
        assertThatThrownBy(() -> at(west).send("t", 0, "x", 1)).isInstanceOf(InvalidRequestException.class);
        alter(west, Verb.RESUME);
        await(west, Condition.ACTIVE);
        Await.atMost(LIMIT)
                .thatHolds("it follows", () -> at(west).committed("t", 0).contains("again1"));

        // a wish is fulfilled once: what was made by it stays ordinary when it has ended
        alter(west, Verb.FAILOVER);
        await(west, Condition.STOPPED);
        at(west).send("t", 0, "own", 1);
        Await.atMost(LIMIT).thatHolds("nothing is wished any more", () -> !isWaiting(east) && !isWaiting(west));
        assertThat(west.service().mirror(LINK, "t").condition()).isEqualTo(Condition.STOPPED);
    }

    private static boolean isWaiting(LinkBroker broker) {
        return broker.service().endings(LINK).stream()
                .flatMap(each -> each.parts().stream())
                .anyMatch(each -> !each.why().isEmpty());
    }

    private static void awaitFulfilled(LinkBroker broker) {
        Await.atMost(LIMIT).thatHolds("the wish is fulfilled", () -> !isWaiting(broker));
    }

    /** The other cluster must be able to see the wish. */
    @Test
    void withoutAWayBackRolesDoNotChange() throws Exception {
        String lonely = "lonely";
        createInEast(lonely);
        at(east).send(lonely, 0, "v", 1);
        Map<String, String> configs = Map.of("bootstrap.servers", east.bootstrap(), "cluster.link.prefix", "one.");
        west.service().createLink(new LinkWish("one-way", "", configs, false, true));
        west.service().createMirror("one-way", new MirrorWish(lonely, Optional.empty(), Optional.of(1), Map.of()));
        MirrorChoice choice = new MirrorChoice(List.of("one." + lonely), Optional.empty());
        VerbResult refused = west.service()
                .alterMirrors("one-way", Verb.REVERSE, choice, false)
                .getFirst();
        assertThat(refused.refusal().orElseThrow()).contains("BIDIRECTIONAL");
        assertThat(refused.mirror().condition()).isEqualTo(Condition.ACTIVE);
    }
}
