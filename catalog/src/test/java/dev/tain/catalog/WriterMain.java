package dev.tain.catalog;

import dev.tain.connector.Chunk;
import dev.tain.engine.HistoryService.Level;
import dev.tain.model.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Writes to a catalog, and says what has been written, until it is killed. */
final class WriterMain {
    static final TableName TABLE = TableName.parse("public.users");
    static final int CHUNKS = 20_000;

    private WriterMain() {}

    public static void main(String[] arguments) {
        Catalog catalog = Catalog.open(CatalogSettings.embedded(Path.of(arguments[0])));
        catalog.stores().mirrors().insert(Samples.mirror("m"), 0);
        long epoch = catalog.stores().leases().acquire("m", "writer", 60_000).orElseThrow();
        List<Chunk> plan =
                LongStream.range(0, CHUNKS).mapToObj(WriterMain::chunk).toList();
        catalog.stores().progress().plan("m", epoch, TABLE, plan);
        for (int i = 0; i < CHUNKS; i++) {
            catalog.stores().progress().chunkDone("m", epoch, plan.get(i), i, 1);
            catalog.stores().history().log("m", Level.INFO, "chunk " + i, 0);
            System.out.println(i);
        }
    }

    private static Chunk chunk(long number) {
        return new Chunk(TABLE, Long.toString(number), "range " + number, 1);
    }
}
