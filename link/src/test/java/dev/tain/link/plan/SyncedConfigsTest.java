package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncedConfigsTest {
    private static final String RETENTION = "retention.ms";
    private static final String UNCLEAN = "unclean.leader.election.enable";
    private static final String LARGEST = "max.message.bytes";
    private static final String REPLICAS = "min.insync.replicas";
    private static final String POLICY = "cleanup.policy";

    private static SyncedConfigs naming(String list) {
        return SyncedConfigs.of(Map.of("topic.config.sync.include", list));
    }

    @Test
    void withoutAListAllButTheClustersOwn() {
        SyncedConfigs all = SyncedConfigs.of(Map.of());
        assertThat(all.isSynced(RETENTION)).isTrue();
        assertThat(all.isSynced("of.a.newer.release")).isTrue();
        assertThat(all.isSynced(UNCLEAN)).isFalse();
        assertThat(all.mayBeGiven(UNCLEAN)).isTrue();
        assertThat(all.mayBeGiven(RETENTION)).isFalse();
        assertThat(all.mayBeGiven(LARGEST)).isFalse();
        assertThat(all.mayBeGiven(REPLICAS)).isTrue();
        assertThat(all.mayBeChanged(REPLICAS)).isFalse();
        assertThat(all.mayBeChanged(UNCLEAN)).isTrue();
    }

    @Test
    void aListLeavesTheOthersToTheMirror() {
        SyncedConfigs some = naming("segment.ms, max.message.bytes,unclean.leader.election.enable");
        assertThat(some.isSynced("segment.ms")).isTrue();
        assertThat(some.isSynced(UNCLEAN)).isTrue();
        assertThat(some.isSynced(POLICY)).isTrue();
        assertThat(some.isSynced("message.timestamp.type")).isTrue();
        assertThat(some.isSynced(RETENTION)).isFalse();
        assertThat(some.mayBeGiven(RETENTION)).isTrue();
        assertThat(some.mayBeChanged(RETENTION)).isTrue();
        assertThat(some.mayBeChanged(UNCLEAN)).isFalse();
        assertThat(some.mayBeGiven(LARGEST)).isFalse();
        assertThat(some.mayBeChanged(LARGEST)).isFalse();
        assertThat(naming(REPLICAS).mayBeChanged(REPLICAS)).isFalse();
    }

    @Test
    void whatIsTakenOverWhatIsGivenAndWhatKeepsAMirrorClosed() {
        Map<String, String> source = Map.of(RETENTION, "1", POLICY, "compact", LARGEST, "7", REPLICAS, "2");
        SyncedConfigs policy = naming(POLICY);
        assertThat(policy.ofNew(source, Map.of(RETENTION, "5")))
                .isEqualTo(Map.of(RETENTION, "5", POLICY, "compact", LARGEST, "0", REPLICAS, "1"));
        assertThat(SyncedConfigs.of(Map.of()).ofNew(source, Map.of()))
                .isEqualTo(Map.of(RETENTION, "1", POLICY, "compact", LARGEST, "0", REPLICAS, "1"));
        Map<String, String> mirror = Map.of(RETENTION, "5", POLICY, "delete", LARGEST, "7", REPLICAS, "2");
        assertThat(policy.changes(source, mirror)).isEqualTo(Map.of(POLICY, "compact", LARGEST, "0", REPLICAS, "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retention.millis | 'retention.millis' is no config of a topic; the form is: names of topic configs,"
                        + " with commas between",
                "'' | '' is no config of a topic; the form is: names of topic configs, with commas between",
                "retention.ms,, | '' is no config of a topic; the form is: names of topic configs, with commas between",
                "remote.storage.enable | remote.storage.enable is each cluster's own and cannot be synced",
            },
            quoteCharacter = '^')
    void whatCannotBeNamed(String list, String why) {
        String given = list == null || list.equals("''") ? "" : list;
        assertThatThrownBy(() -> SyncedConfigs.parse(given)).hasMessage(why);
        LinkConfig config = LinkConfigs.find("topic.config.sync.include").orElseThrow();
        assertThat(config.accepted().test(given)).isFalse();
        assertThat(LinkConfigs.whyUnfit(config, given)).isEqualTo(why);
    }

    /** The list that older servers have when nobody says anything, and names of their own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min.compaction.lag.ms,max.compaction.lag.ms,message.timestamp.type,"
                        + "message.timestamp.difference.max.ms,cleanup.policy,max.message.bytes",
                "confluent.segment.speculative.prefetch.enable , message.downconversion.enable",
            })
    void listsOfOtherServersAreTaken(String list) {
        assertThat(naming(list).isSynced(RETENTION)).isFalse();
        assertThat(naming(list).isSynced(POLICY)).isTrue();
    }

    @Test
    void theStandardListIsWhatIsTakenOverWithoutOne() {
        for (String name : SyncedConfigs.standard().split(",")) {
            assertThat(SyncedConfigs.of(Map.of()).isSynced(name)).as(name).isTrue();
        }
        assertThat(naming(SyncedConfigs.standard()).isSynced(RETENTION)).isTrue();
    }
}
