package dev.tain.postgres.internal.stream;

import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * What the stream says about a table before its first change: the columns that its rows will have, in order.
 *
 * @param identity what identifies an old row: {@code d} primary key, {@code i} an index, {@code f} all columns, {@code
 *     n} nothing
 */
record RelationMessage(int oid, TableName name, char identity, List<WireColumn> columns) {

    /** @param identifies whether the column is part of what identifies an old row */
    record WireColumn(String name, boolean identifies, int typeOid, int typeModifier) {}

    RelationMessage {
        columns = List.copyOf(columns);
    }

    /** Reads the message behind its first byte. */
    static RelationMessage read(Message in) {
        int oid = in.int32();
        String schema = in.text();
        String name = in.text();
        if (name.isEmpty()) {
            throw Message.broken("a relation without name");
        }
        char identity = (char) in.int8();
        int count = in.int16();
        if (count < 0) {
            throw Message.broken("a relation with " + count + " columns");
        }
        List<WireColumn> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean identifies = (in.int8() & 1) != 0;
            columns.add(new WireColumn(in.text(), identifies, in.int32(), in.int32()));
        }
        in.finish();
        return new RelationMessage(
                oid, new TableName(schema.isEmpty() ? "pg_catalog" : schema, name), identity, columns);
    }
}
