package dev.tain.postgres.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.Applier;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.engine.core.TableNetting;
import dev.tain.model.Lsn;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.testkit.DestinationStateContract;
import dev.tain.testkit.KnownRows;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresStateContractTest extends DestinationStateContract {
    private final DestinationDatabase database = new DestinationDatabase();

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    protected Destination destination() {
        return database.destination();
    }

    @Override
    protected List<String> contents(MappedTable table) {
        return database.contents(table);
    }

    @Override
    protected List<String> deletedContents(MappedTable table) {
        return database.deletedContents(table);
    }

    /** As when the value went from one row to another between the readings of two chunks. */
    @Test
    void aRowInTheWayOfAChunkIsReadAtTheSourceLater() {
        MappedTable table = prepared(table("plain"));
        database.database()
                .execute("create unique index on "
                        + Identifiers.quote(table.destination().name()) + " (lower(name)) where id < 100");
        try (ChunkWriter writer = destination().chunkWriter(MIRROR, 1)) {
            write(writer, table, "a", row(1L, "one", "first"), row(2L, "two", null), row(101L, "three", null));
            write(writer, table, "b", row(3L, "ONE", null), row(4L, "three", null), row(2L, "zwei", null));
        }
        assertThat(contents(table)).containsExactly("2|zwei|∅", "3|ONE|∅", "4|three|∅", "101|three|∅");
        KnownRows source = new KnownRows(table.source()).with("1", 1L, "eins", "first");
        try (Applier applier = destination().applier(MIRROR, 1)) {
            Applier.Held held = applier.held(table, 1_000).getFirst();
            TableNetting netting = new TableNetting(held.rows());
            netting.absorb();
            applier.apply(table, netting.net(), true, source);
            applier.release(table.name(), held.id());
            applier.commit(new Lsn(10));
        }
        assertThat(contents(table)).first().isEqualTo("1|eins|first");
        assertThat(contents(table)).hasSize(5);
    }
}
