package dev.tain.clickhouse.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inserts come less often when a real server's parts gather. */
class PartPressureIT {
    private final DestinationDatabase database = new DestinationDatabase();
    private final TableName name = new TableName(database.name(), "t");

    private void create(String settings) {
        database.server()
                .execute(
                        "CREATE TABLE " + database.name() + ".t (id Int64) ENGINE = MergeTree ORDER BY id" + settings,
                        "SYSTEM STOP MERGES " + database.name() + ".t");
    }

    private void insert(int parts) {
        for (int i = 0; i < parts; i++) {
            database.server().execute("INSERT INTO " + database.name() + ".t VALUES (" + i + ")");
        }
    }

    private long rest() {
        return new PartPressure(database.connect()).restMillis(List.of(name));
    }

    @Test
    void aTableInOrderIsWrittenOnceASecond() {
        create("");
        assertThat(rest()).isEqualTo(PartPressure.REST_MILLIS);
        insert(3);
        assertThat(rest()).isEqualTo(PartPressure.REST_MILLIS);
    }

    @Test
    void theMorePartsWaitTheLongerTheRest() {
        create(" SETTINGS parts_to_delay_insert = 10");
        insert(5);
        assertThat(rest()).isBetween(3_900L, 4_100L);
        insert(4);
        assertThat(rest()).isEqualTo(PartPressure.MOST_REST_MILLIS);
    }

    @Test
    void whatIsKnownServesForSomeSeconds() {
        create(" SETTINGS parts_to_delay_insert = 10");
        PartPressure pressure = new PartPressure(database.connect());
        assertThat(pressure.restMillis(List.of(name))).isEqualTo(PartPressure.REST_MILLIS);
        insert(9);
        assertThat(pressure.restMillis(List.of(name))).isEqualTo(PartPressure.REST_MILLIS);
    }

    @Test
    void theRestIsBounded() {
        assertThat(PartPressure.rest(0)).isEqualTo(PartPressure.REST_MILLIS);
        assertThat(PartPressure.rest(3)).isEqualTo(PartPressure.MOST_REST_MILLIS);
    }
}
