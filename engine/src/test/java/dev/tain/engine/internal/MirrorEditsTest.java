package dev.tain.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorConfig.SnapshotOptions;
import dev.tain.engine.MirrorConfig.StreamOptions;
import dev.tain.engine.MirrorEdit;
import dev.tain.engine.MirrorEdit.SnapshotEdit;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MirrorEditsTest {
    @Test
    void unusedFieldsAreKeptBesideThoseThatAreThere() {
        MirrorConfig config = new MirrorConfig(
                "m",
                "source",
                "destination",
                List.of(Simulation.mapping(new TableName("public", "t"))),
                new SnapshotOptions(true, false, 4, 0, 1, 1),
                new StreamOptions(10, 1, "", ""),
                "",
                "",
                Map.of("env.A", "1", "env.B", "2"));
        MirrorEdit edit = new MirrorEdit(
                List.of(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.of(7),
                SnapshotEdit.NONE,
                Map.of("env.B", "3", "env.C", "4"));
        MirrorConfig edited = MirrorEdits.apply(config, edit);
        assertThat(edited.unused()).isEqualTo(Map.of("env.A", "1", "env.B", "3", "env.C", "4"));
        assertThat(edited.stream().idleTimeoutSeconds()).isEqualTo(7);
    }
}
