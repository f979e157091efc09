package dev.tain.postgres.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes what real servers sent once; {@link ProtocolRecorderIT} makes the recordings. */
class RecordedStreamTest {

    static List<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void decodesAsRecorded(Recording recording) {
        assertThat(Replay.rows(recording.relations(), recording.messages())).isEqualTo(recording.rows());
    }

    @Test
    void thereAreRecordings() {
        assertThat(recordings()).hasSizeGreaterThan(5);
    }
}
