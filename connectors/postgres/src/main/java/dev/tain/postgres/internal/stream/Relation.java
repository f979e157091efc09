package dev.tain.postgres.internal.stream;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.TableSchema;
import java.util.List;
import java.util.Set;

/**
 * How the rows of one watched relation are decoded: for each column on the wire, which carried column it becomes. Plain
 * arrays, because they are looked at for every value.
 */
final class Relation {
    /** Says that a column on the wire is not carried. */
    static final int PASSED_OVER = -1;

    private final TableSchema carried;
    private final int[] key;
    private final int[] carriedIndexes;
    private final byte[] kinds;
    private final boolean[] identity;

    /**
     * @param resolved the relation's columns, one for each column on the wire
     * @param excluded names of columns that are not carried; generated ones never are
     */
    Relation(RelationMessage message, TableSchema resolved, Set<String> excluded) {
        List<Column> columns = resolved.columns();
        assert columns.size() == message.columns().size() : message.name();
        carried = resolved.carried(excluded);
        key = carried.keyIndexes();
        carriedIndexes = new int[columns.size()];
        kinds = new byte[columns.size()];
        identity = new boolean[columns.size()];
        int next = 0;
        for (int i = 0; i < carriedIndexes.length; i++) {
            Column column = columns.get(i);
            carriedIndexes[i] = excluded.contains(column.name()) || column.isGenerated() ? PASSED_OVER : next++;
            kinds[i] = (byte) (column.encoding() == Encoding.BINARY ? 'b' : 't');
            identity[i] = message.columns().get(i).identifies();
        }
    }

    /** The schema of the rows that come out. */
    TableSchema carried() {
        return carried;
    }

    int carriedColumns() {
        return carried.columns().size();
    }

    /** Indexes of the carried columns that make the key. The array is not to be changed. */
    int[] key() {
        return key;
    }

    int wireColumns() {
        return carriedIndexes.length;
    }

    /** The index of the carried column that a column on the wire becomes, or {@link #PASSED_OVER}. */
    int carriedIndex(int wireColumn) {
        return carriedIndexes[wireColumn];
    }

    /** The kind byte of the values of a column on the wire: binary or text. */
    byte kind(int wireColumn) {
        return kinds[wireColumn];
    }

    /** Whether a column on the wire is part of what identifies an old row. */
    boolean identifies(int wireColumn) {
        return identity[wireColumn];
    }
}
