package dev.tain.server.internal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.LinkStatus.ProblemKind;
import dev.tain.link.LinkStatus.State;
import dev.tain.link.LinkStatus.Task;
import dev.tain.link.LinkStatus.TaskKind;
import dev.tain.link.LinkStatus.TroubleKind;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.plan.MirrorFault;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of our words has one of the published ones. */
class TranslationTest {
    @ParameterizedTest
    @CsvSource({
        "ACTIVE, ACTIVE",
        "PAUSED, PAUSED",
        "LINK_PAUSED, LINK_PAUSED",
        "SOURCE_UNAVAILABLE, SOURCE_UNAVAILABLE",
        "FAILED, FAILED",
        "STOPPING, PENDING_STOPPED",
        "STOPPED, STOPPED",
        "CLOSING_TO_RESTORE, PENDING_SETUP_FOR_RESTORE",
        "RESTORING, PENDING_RESTORE",
    })
    void conditions(Condition condition, MirrorTopicStatus published) {
        assertThat(MirrorTopicStatus.of(condition)).isEqualTo(published);
    }

    /** Generated clients fail on any other text. */
    @Test
    void allPublishedStatuses() {
        assertThat(Arrays.stream(MirrorTopicStatus.values()).map(Enum::name))
                .containsExactlyInAnyOrder(
                        "ACTIVE",
                        "FAILED",
                        "LINK_FAILED",
                        "LINK_PAUSED",
                        "PAUSED",
                        "PENDING_STOPPED",
                        "SOURCE_UNAVAILABLE",
                        "STOPPED",
                        "PENDING_MIRROR",
                        "PENDING_SYNCHRONIZE",
                        "PENDING_SETUP_FOR_RESTORE",
                        "PENDING_RESTORE");
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NO_ERROR",
        "SOURCE_TOPIC_MISSING, SOURCE_TOPIC_MAY_BE_DELETED",
        "SOURCE_TOPIC_RECREATED, SOURCE_TOPIC_ID_CHANGED",
        "SOURCE_SHRUNK, SOURCE_PARTITIONS_DECREASED",
        "SOURCE_TRUNCATED, UNEXPECTED_TRUNCATION",
        "SOURCE_EXPIRED, UNEXPECTED_TRUNCATION",
        "FORMAT_UNSUPPORTED, UNSUPPORTED_MESSAGE_FORMAT",
        "MIRROR_ALTERED, ILLEGAL_STATE",
    })
    void faults(MirrorFault fault, String published) {
        assertThat(MirrorTranslation.error(fault)).isEqualTo(published);
    }

    @ParameterizedTest
    @CsvSource({
        "TOPIC, DYNAMIC_TOPIC_CONFIG",
        "BROKER, DYNAMIC_BROKER_CONFIG",
        "ALL_BROKERS, DYNAMIC_DEFAULT_BROKER_CONFIG",
        "BROKER_FILE, STATIC_BROKER_CONFIG",
        "STANDARD, DEFAULT_CONFIG",
        "UNKNOWN, UNKNOWN",
    })
    void sourcesOfKafkaConfigs(Source source, String published) {
        assertThat(KafkaConfigTranslation.source(source)).isEqualTo(published);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION, AUTHENTICATION_ERROR",
        "ADDRESS_UNRESOLVABLE, UNRESOLVABLE_BOOTSTRAP_ERROR",
        "NOT_CONNECTED, BOOTSTRAP_TCP_CONNECTION_FAILED_ERROR",
        "TIMEOUT, TIMEOUT_ERROR",
        "OTHER, UNKNOWN",
    })
    void troubles(TroubleKind kind, String published) {
        assertThat(LinkTranslation.error(kind)).isEqualTo(published);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION, AUTHENTICATION_ERROR",
        "AUTHORIZATION, AUTHORIZATION_ERROR",
        "MISCONFIGURED, MISCONFIGURATION_ERROR",
        "GROUP_IN_USE, CONSUMER_GROUP_IN_USE_ERROR",
        "TOPIC_EXISTS, TOPIC_EXISTS_ERROR",
        "TOPIC_INVALID, INVALID_TOPIC",
        "SECURITY_DISABLED, SECURITY_DISABLED_ERROR",
        "OTHER, UNKNOWN",
    })
    void problems(ProblemKind kind, String published) {
        assertThat(LinkTranslation.code(kind)).isEqualTo(published);
    }

    @ParameterizedTest
    @CsvSource({
        "GROUP_OFFSETS, ConsumerOffsetSync",
        "TOPIC_CONFIGS, TopicConfigsSync",
        "AUTO_CREATE, AutoCreateMirror",
        "ACLS, AclSync",
    })
    void tasks(TaskKind kind, String published) {
        assertThat(LinkTranslation.name(kind)).isEqualTo(published);
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, ACTIVE, ACTIVE",
        "true, true, ACTIVE, IN_ERROR",
        "true, true, PAUSED, LINK_PAUSED",
        "true, false, UNAVAILABLE, LINK_UNAVAILABLE",
        "false, false, ACTIVE, NOT_CONFIGURED",
        "false, true, PAUSED, NOT_CONFIGURED",
    })
    void statesOfTasks(boolean active, boolean troubled, State link, String published) {
        List<Problem> problems = troubled ? List.of(new Problem(ProblemKind.OTHER, "why")) : List.of();
        assertThat(LinkTranslation.state(new Task(TaskKind.GROUP_OFFSETS, active, problems), link))
                .isEqualTo(published);
    }
}
