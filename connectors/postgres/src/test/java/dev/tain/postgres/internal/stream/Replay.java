package dev.tain.postgres.internal.stream;

import dev.tain.model.ChangeBatch;
import dev.tain.model.Lsn;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import dev.tain.testkit.RowTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Decodes messages into as many batches as they need, and shows what is in them. */
final class Replay {
    private Replay() {}

    /** The rows that come of a recording. The columns named {@code secret} are excluded. */
    static List<String> rows(List<TableSchema> relations, List<byte[]> messages) {
        Map<RelationMessage, TableSchema> catalog = catalog(relations, messages);
        PgOutputDecoder decoder = new PgOutputDecoder(
                message -> Objects.requireNonNull(catalog.get(message)),
                relations.stream()
                        .collect(Collectors.toMap(TableSchema::name, table -> Set.of("secret"), (one, other) -> one)),
                Lsn.ZERO);
        List<String> rows = new ArrayList<>();
        ChangeBatch batch = new ChangeBatch();
        int number = 1;
        for (byte[] message : messages) {
            if (!decoder.decode(message, 0, batch)) {
                show(batch, number++, rows);
                batch = new ChangeBatch();
                decoder.resume(batch);
                decoder.decode(message, 0, batch);
            }
        }
        show(batch, number, rows);
        return rows;
    }

    /** What the catalog said, one table for each relation message. */
    static Map<RelationMessage, TableSchema> catalog(List<TableSchema> relations, List<byte[]> messages) {
        Iterator<TableSchema> next = relations.iterator();
        Map<RelationMessage, TableSchema> catalog = new HashMap<>();
        Message in = new Message();
        for (byte[] message : messages) {
            if (message[0] == 'R') {
                in.set(message, 1);
                catalog.put(RelationMessage.read(in), next.next());
            }
        }
        return catalog;
    }

    private static void show(ChangeBatch batch, int number, List<String> into) {
        for (RowBuffer rows : batch.tables()) {
            String table = number + " " + rows.schema().name();
            if (rows.isTruncated()) {
                into.add(table + " truncated before row " + rows.firstRow());
            }
            List<String> texts = RowTexts.of(rows);
            for (int row = 0; row < rows.rows(); row++) {
                into.add(table + " " + new Lsn(rows.commit(row)) + "#" + rows.sequence(row) + " "
                        + texts.get(row).replace("\n", "\\n"));
            }
        }
        into.add(number + " transactions " + batch.transactions() + " until " + batch.committed());
    }
}
