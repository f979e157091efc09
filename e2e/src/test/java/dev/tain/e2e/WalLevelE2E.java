package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.embedded.PostgresBinaries;
import dev.tain.testkit.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source that does not log what decoding needs. */
class WalLevelE2E {
    @Test
    void aLogLevelThatIsTooLowIsNamedWithTheRemedy() {
        try (PostgresServer low = PostgresServer.open(PostgresBinaries.bundled(), Map.of("wal_level", "replica"));
                Stage stage = Stage.open(TainProcess.shared(), low, Stage.destinationServer())) {
            stage.source().execute("create table t (id int primary key)");
            Answer answer =
                    stage.api().post("flows/cdc/create", stage.spec("public.t").body());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("message")).contains("wal_level");
            assertThat(answer.details()).contains("POSTGRES_WAL_LEVEL", "remedy");
            assertThat(stage.publications()).isEmpty();
        }
    }
}
