package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.Stored.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class StoredTest {
    private final StoreText text = new StoreText(
            (place, secret) -> "sealed:" + place + ":" + new StringBuilder(secret).reverse(),
            (place, kept) -> new StringBuilder(kept.substring(("sealed:" + place + ":").length()))
                    .reverse()
                    .toString());

    private static final LinkRecord LINK = new LinkRecord(
            "l",
            new Uuid(3, 4),
            "C",
            Map.of("bootstrap.servers", "a:1,b:2", "sasl.jaas.config", "the\nsecret=\\n;"),
            true);
    private static final MirrorRecord MIRROR = MirrorRecord.created(
            "m", "l", new MirrorRecord.Source("s", new Uuid(5, 6), "1000", Map.of("min.insync.replicas", "2")), 77);

    private static final AclBinding ACL = new AclBinding(
            new ResourcePattern(ResourceType.GROUP, "a/b%2F=\n c", PatternType.PREFIXED),
            new AccessControlEntry("User:x/y%", "*", AclOperation.READ, AclPermissionType.DENY));

    @Test
    void whatIsWrittenIsRead() {
        MirrorRecord failed = MIRROR.failed(MirrorFault.SOURCE_SHRUNK, "two lines\r\nof \\ text", 78);
        MirrorRecord beginning = MirrorRecord.created(
                "m", "l", new MirrorRecord.Source("s", new Uuid(5, 6), "", Map.of(), Map.of(0, 7L, 11, 0L)), 77);
        assertThat(beginning.withMaxMessageBytes("9").source().begins()).isEqualTo(Map.of(0, 7L, 11, 0L));
        for (Change change : new Change[] {
            new Change.Link("l", LINK),
            new Change.Link("a/b", null),
            new Change.Mirror("m", MIRROR),
            new Change.Mirror("m", failed),
            new Change.Mirror("m", MIRROR.after(Verb.PROMOTE, 78).withDeadline(99)),
            new Change.Mirror("m", beginning),
            new Change.Stop("m", 3, new StopRecord("m", 3, 12345, true)),
            new Change.Stop("m", 3, null),
            cut("m", CutRecord.after(new StopRecord("m", 3, 12345, true), 99)),
            cut("a.b", new CutRecord("a.b", 0, CutRecord.Kind.CUT_OFF, 7, 5, 9, 6, "/a=b/c\\d.log", true)),
            new Change.Cut("m", new CutRecord.Place(3, 99), null),
            new Change.Mirror("m", MIRROR.after(Verb.PROMOTE, 78).in("id-1")),
            new Change.Ending("a/b", "id-1", new EndingRecord("a/b", "id-1", true, 5, 9, List.of("m", "n.o"))),
            new Change.Ending("l", "id-1", null),
            new Change.Fence("m", new FenceRecord("m", "l", "s", "id-1", true, true, Map.of(0, 7L, 11, 0L))),
            new Change.Fence("m", FenceRecord.of(MIRROR, "id-1", false)),
            new Change.Fence("m", null),
            new Change.Once("l", "s", Set.of(new Uuid(5, 6), new Uuid(7, 8))),
            new Change.Once("l", "s", null),
            new Change.Acl("l", ACL, true),
            new Change.Acl("l", ACL, false)
        }) {
            StoreText.Text written = text.write(change);
            assertThat(text.read(written.key(), written.value())).contains(change);
        }
        assertThat(text.read("other/x", "y=z")).isEmpty();
    }

    private static Change cut(String topic, CutRecord cut) {
        return new Change.Cut(topic, cut.place(), cut);
    }

    @Test
    void aStoppedMirrorIsRestored() {
        MirrorRecord restoring = MIRROR.stopped(80).after(Verb.RESTORE, 81);
        assertThat(restoring.state()).isEqualTo(MirrorState.RESTORING);
        assertThat(restoring.state().isReadOnly()).isTrue();
        assertThat(restoring.after(Verb.RESTORE, 82)).isEqualTo(restoring);
        assertThat(restoring.after(Verb.FAILOVER, 82).state()).isEqualTo(MirrorState.STOPPING);
        assertThat(restoring.restored(83).state()).isEqualTo(MirrorState.ACTIVE);
        CutRecord cut = CutRecord.after(new StopRecord("m", 3, 12345, true), 81);
        Stored stored = Stored.NOTHING.with(cut("m", cut));
        assertThat(stored.cut("m", 3, 81)).contains(cut);
        assertThat(stored.cut("m", 3, 80)).isEmpty();
        assertThat(stored.with(new Change.Cut("m", cut.place(), null))).isEqualTo(Stored.NOTHING);
    }

    @Test
    void secretsAreSealed() {
        StoreText.Text written = text.write(new Change.Link("l", LINK));
        assertThat(written.value())
                .doesNotContain("secret")
                .contains("sealed:link/l/sasl.jaas.config:")
                .contains("bootstrap.servers=a:1,b:2");
        assertThat(LINK.toString()).doesNotContain("secret");
    }

    @Test
    void changesAddUp() {
        Stored stored = Stored.NOTHING
                .with(new Change.Link("l", LINK))
                .with(new Change.Mirror("m", MIRROR))
                .with(new Change.Stop("m", 0, new StopRecord("m", 0, 9, false)));
        assertThat(stored.readOnlyTopics()).containsExactly("m");
        assertThat(stored.mirrorsOf("l")).containsExactly(MIRROR);
        assertThat(stored.stops().get("m")).containsOnlyKeys(0);
        Stored noted = stored.with(new Change.Once("l", "s", Set.of(new Uuid(5, 6))));
        assertThat(noted.once()).isEqualTo(Map.of("l", Map.of("s", Set.of(new Uuid(5, 6)))));
        assertThat(noted.with(new Change.Once("l", "s", null))).isEqualTo(stored);
        Stored owning = stored.with(new Change.Acl("l", ACL, true));
        assertThat(owning.acls()).isEqualTo(Map.of("l", Set.of(ACL)));
        assertThat(owning.with(new Change.Acl("l", ACL, false))).isEqualTo(stored);

        Stored stopped = stored.with(new Change.Mirror("m", MIRROR.stopped(80))).with(new Change.Stop("m", 0, null));
        assertThat(stopped.readOnlyTopics()).isEmpty();
        assertThat(stopped.stops()).isEmpty();
        assertThat(stored.readOnlyTopics()).containsExactly("m");
    }

    @Test
    void verbsMoveAMirror() {
        MirrorRecord paused = MIRROR.after(Verb.PAUSE, 100);
        assertThat(paused.state()).isEqualTo(MirrorState.PAUSED);
        assertThat(paused.stateMillis()).isEqualTo(100);
        assertThat(paused.after(Verb.PAUSE, 101).stateMillis()).isEqualTo(100);
        assertThat(paused.after(Verb.RESUME, 102).state()).isEqualTo(MirrorState.ACTIVE);

        MirrorRecord promoted = paused.after(Verb.PROMOTE, 103);
        assertThat(promoted.state()).isEqualTo(MirrorState.STOPPING);
        assertThat(promoted.planned()).isTrue();
        MirrorRecord forced = promoted.after(Verb.FAILOVER, 104);
        assertThat(forced.planned()).isFalse();
        assertThat(forced.after(Verb.PROMOTE, 105).planned()).isFalse();

        MirrorRecord failed = MIRROR.failed(MirrorFault.SOURCE_TRUNCATED, "why", 106);
        assertThat(failed.state().allows(Verb.RESUME)).isFalse();
        assertThat(failed.state().allows(Verb.PROMOTE)).isFalse();
        assertThat(failed.state().allows(Verb.FAILOVER)).isTrue();
        assertThat(failed.after(Verb.FAILOVER, 107).fault()).isEqualTo(MirrorFault.SOURCE_TRUNCATED);
        assertThat(promoted.after(Verb.CANCEL, 108).state()).isEqualTo(MirrorState.ACTIVE);
        assertThat(promoted.withDeadline(200).after(Verb.PROMOTE, 109).deadlineMillis())
                .isEqualTo(200);
        assertThat(promoted.after(Verb.CANCEL, 108)
                        .because("late")
                        .after(Verb.PROMOTE, 109)
                        .why())
                .isEmpty();
        assertThat(promoted.withDeadline(200).stopped(109).deadlineMillis()).isZero();
        for (Verb verb : Verb.values()) {
            assertThat(MirrorState.STOPPED.allows(verb)).isEqualTo(verb == Verb.RESTORE);
        }
    }
}
