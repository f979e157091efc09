package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.TablePhase;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteTest {
    private static final TableName TABLE = TableName.parse("public.t");

    private static TableProgress progress(TablePhase phase, long replayUntil) {
        return new TableProgress(TABLE, phase, replayUntil, 0);
    }

    @Test
    void passesOverWhatTheMirrorDoesNotHave() {
        assertThat(Route.of(null, 5)).isEqualTo(Route.PASS);
    }

    @ParameterizedTest
    @EnumSource(names = "STREAMING", mode = EnumSource.Mode.EXCLUDE)
    void holdsUntilItStreams(TablePhase phase) {
        assertThat(Route.of(progress(phase, 0), 5)).isEqualTo(Route.HOLD);
        assertThat(Route.of(progress(phase, 5), 5)).isEqualTo(Route.HOLD);
    }

    @Test
    void passesOverWhatIsFromBeforeATableWasPublished() {
        assertThat(Route.of(progress(TablePhase.WAITING, 9), 8)).isEqualTo(Route.PASS);
        assertThat(Route.of(progress(TablePhase.WAITING, -1), 8)).isEqualTo(Route.PASS);
    }

    @ParameterizedTest
    @EnumSource(names = {"COPYING", "CATCHING_UP"})
    void holdsWhateverTheCopyMayHaveMissed(TablePhase phase) {
        assertThat(Route.of(progress(phase, 9), 5)).isEqualTo(Route.HOLD);
    }

    @Test
    void replaysWhatBeginsBeforeTheCopysEnd() {
        assertThat(Route.of(progress(TablePhase.STREAMING, 9), 8)).isEqualTo(Route.REPLAY);
        assertThat(Route.of(progress(TablePhase.STREAMING, 9), 9)).isEqualTo(Route.APPLY);
        assertThat(Route.of(progress(TablePhase.STREAMING, 0), 0)).isEqualTo(Route.APPLY);
    }

    @Test
    void positionsAreUnsigned() {
        assertThat(Route.of(progress(TablePhase.STREAMING, -1), 5)).isEqualTo(Route.REPLAY);
        assertThat(Route.of(progress(TablePhase.STREAMING, 5), -1)).isEqualTo(Route.APPLY);
    }
}
