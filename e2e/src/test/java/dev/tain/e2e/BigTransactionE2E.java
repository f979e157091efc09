package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Transactions and rows that are large beside the memory that Tain is given. */
class BigTransactionE2E {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long ROWS = 5_000_000;

    @Test
    void aTransactionOfFiveMillionRowsAndARowOfFiftyMegabytesPass() {
        try (TainProcess tain = TainProcess.start(Launch.app("big").heap("512m").fast());
                Stage stage = Stage.open(tain)) {
            stage.source()
                    .execute(
                            "create table narrow (id int primary key)",
                            "create table wide (id int primary key, v bytea)",
                            "alter table wide alter column v set storage external");
            stage.running("public.narrow", "public.wide");
            stage.source().execute("insert into narrow select generate_series(1, " + ROWS + ")");
            Await.atMost(LONG)
                    .thatHolds("all rows are there", () -> stage.destination().count("narrow") == ROWS);
            stage.source()
                    .execute(
                            "insert into wide select 1, convert_to(repeat('0123456789', 5000000), 'utf8')",
                            "update wide set id = 2");
            stage.awaitMark();
            String sums = "select id, length(v), md5(v) from wide";
            assertThat(stage.destination().rows(sums)).isEqualTo(stage.source().rows(sums));
        }
    }
}
