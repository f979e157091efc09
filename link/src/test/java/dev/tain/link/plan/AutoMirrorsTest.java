package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.plan.AutoMirrors.Wanted;
import dev.tain.link.plan.MirrorRecord.Source;
import dev.tain.link.plan.Stored.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class AutoMirrorsTest {
    private static final Uuid OLD = new Uuid(1, 1);
    private static final Uuid NEW = new Uuid(2, 2);
    private static final LinkRecord LINK = link("p.", """
            {"topicFilters": [
              {"name": "*", "patternType": "LITERAL", "filterType": "INCLUDE"},
              {"name": "secret", "patternType": "PREFIXED", "filterType": "EXCLUDE"}]}""");

    private static LinkRecord link(String prefix, String filters) {
        return new LinkRecord(
                "l",
                new Uuid(3, 4),
                "",
                Map.of("cluster.link.prefix", prefix, "auto.create.mirror.topics.filters", filters),
                false);
    }

    private static MirrorRecord mirror(String link, String topic, String source, Uuid id) {
        return MirrorRecord.created(topic, link, new Source(source, id, "", Map.of()), 7);
    }

    private static AutoMirrors plan(Map<String, Uuid> source, Stored stored, String... destination) {
        return AutoMirrors.of(LINK, source, stored, Set.of(destination)::contains);
    }

    private static Stored with(MirrorRecord mirror) {
        return Stored.NOTHING.with(new Change.Mirror(mirror.topic(), mirror));
    }

    @Test
    void whatTheFiltersIncludeAndIsNotKafkasOwn() {
        AutoMirrors plan = plan(
                Map.of("b", OLD, "a", NEW, "secret-1", OLD, "__consumer_offsets", OLD, "_schemas", OLD),
                Stored.NOTHING,
                "a",
                "b");
        assertThat(plan.wanted())
                .containsExactly(
                        new Wanted("_schemas", OLD, "p._schemas"),
                        new Wanted("a", NEW, "p.a"),
                        new Wanted("b", OLD, "p.b"));
        assertThat(plan.blocked()).isEmpty();
    }

    @Test
    void aTopicThatIsThereIsLeftAlone() {
        AutoMirrors plan = plan(Map.of("a", OLD, "b", OLD), with(mirror("other", "p.b", "b", OLD)), "p.a");
        assertThat(plan.wanted()).isEmpty();
        assertThat(plan.blocked()).containsExactly(new Wanted("a", OLD, "p.a"), new Wanted("b", OLD, "p.b"));
    }

    @Test
    void oneMirrorOfATopicIsEnoughWhateverItIsCalledAndHoweverItIs() {
        for (MirrorRecord mirror : List.of(
                mirror("l", "other-name", "a", OLD),
                mirror("l", "p.a", "a", OLD).failed(MirrorFault.SOURCE_TOPIC_RECREATED, "", 8),
                mirror("l", "p.a", "a", NEW).stopped(8),
                mirror("l", "p.a", "a", Uuid.ZERO_UUID).stopped(8))) {
            AutoMirrors plan = plan(Map.of("a", NEW), with(mirror), "p.a");
            assertThat(plan.wanted()).as(mirror.toString()).isEmpty();
            assertThat(plan.blocked()).as(mirror.toString()).isEmpty();
        }
    }

    @Test
    void whatWasDeletedHereComesBackOnlyAsAnotherTopicOfTheSource() {
        MirrorRecord mirror = mirror("l", "p.a", "a", OLD);
        List<Change> notes = AutoMirrors.notes(List.of(mirror), with(mirror));
        assertThat(notes).containsExactly(new Change.Once("l", "a", Set.of(OLD)));
        Stored deleted = Stored.NOTHING.with(notes.getFirst());
        assertThat(AutoMirrors.notes(List.of(mirror), deleted)).isEmpty();

        assertThat(plan(Map.of("a", OLD), deleted).wanted()).isEmpty();
        assertThat(plan(Map.of("a", Uuid.ZERO_UUID), deleted).wanted()).isEmpty();
        assertThat(plan(Map.of("a", NEW), deleted).wanted()).containsExactly(new Wanted("a", NEW, "p.a"));

        Change both = AutoMirrors.notes(List.of(mirror("l", "p.a", "a", NEW)), deleted)
                .getFirst();
        assertThat(both).isEqualTo(new Change.Once("l", "a", Set.of(OLD, NEW)));
        assertThat(plan(Map.of("a", OLD), deleted.with(both)).wanted()).isEmpty();
    }

    @Test
    void twoMirrorsOfOneTopicAreNotedOnceAndForAll() {
        List<MirrorRecord> mirrors = List.of(mirror("l", "x", "a", OLD), mirror("l", "y", "a", NEW));
        List<Change> notes = AutoMirrors.notes(mirrors, Stored.NOTHING);
        assertThat(notes).containsExactly(new Change.Once("l", "a", Set.of(OLD, NEW)));
        assertThat(AutoMirrors.notes(mirrors, Stored.NOTHING.with(notes.getFirst())))
                .isEmpty();
    }

    @Test
    void mirrorsOfTheSourceAreMeantByTheirNameOnly() {
        Map<String, String> fenced = Map.of("max.message.bytes", "0");
        assertThat(AutoMirrors.isLeftOut(LINK, "a", fenced)).isTrue();
        assertThat(AutoMirrors.isLeftOut(LINK, "a", Map.of("max.message.bytes", "1000")))
                .isFalse();
        LinkRecord naming = link(
                "", "{\"topicFilters\":[{\"name\":\"a\",\"patternType\":\"LITERAL\",\"filterType\":\"INCLUDE\"}]}");
        assertThat(AutoMirrors.isLeftOut(naming, "a", fenced)).isFalse();
        Map<String, String> bothWays = new HashMap<>(naming.configs());
        bothWays.put("link.mode", "BIDIRECTIONAL");
        assertThat(AutoMirrors.isLeftOut(naming.withConfigs(bothWays), "a", fenced))
                .isTrue();
    }
}
