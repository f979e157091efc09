package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.apply.StoredColumn.Place;
import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.Conversion;
import dev.tain.clickhouse.internal.type.NullableValue;
import dev.tain.clickhouse.internal.type.Out;
import dev.tain.clickhouse.internal.type.ValueEncoder;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.RowBuffer;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How rows of a mapped table are written into the table that is there. Used by one thread, because encoders are.
 *
 * <p>A row is the carried columns in their order, the mark of deletion, the column that hides it when that is another
 * one, and the version; see {@link TableBlock}.
 */
final class Layout {
    private final MappedTable mapped;
    private final StoredTable stored;
    private final NullableValue[] values;
    private final ChType[] types;
    private final int[] key;
    private final int[] movable;
    private final boolean hides;

    private Layout(MappedTable mapped, StoredTable stored, NullableValue[] values, ChType[] types) {
        this.mapped = mapped;
        this.stored = stored;
        this.values = values;
        this.types = types;
        this.key = mapped.source().keyIndexes();
        this.movable = IntStream.range(0, values.length)
                .filter(i -> stored.replaces()
                        && isPlace(i)
                        && !mapped.source().columns().get(i).isKey())
                .toArray();
        this.hides = !stored.hiding().isEmpty() && !stored.hiding().equals(Design.deletedColumn(mapped));
    }

    private boolean isPlace(int index) {
        Set<Place> places =
                stored.column(column(index).name()).map(StoredColumn::places).orElse(Set.of());
        return places.contains(Place.ORDER) || places.contains(Place.SHARD);
    }

    static Layout of(MappedTable mapped, StoredTable stored) {
        int columns = mapped.source().columns().size();
        NullableValue[] values = new NullableValue[columns];
        ChType[] types = new ChType[columns];
        for (int i = 0; i < columns; i++) {
            Column column = mapped.destination().columns().get(i);
            StoredColumn found =
                    stored.column(column.name()).orElseThrow(() -> unfit(mapped, "has no column " + column.name()));
            PgType source = PgType.of(mapped.source().columns().get(i));
            ValueEncoder encoder = Conversion.of(source, found.type()).encoder();
            if (encoder == null) {
                throw unfit(
                        mapped,
                        "has column " + column.name() + " of type " + found.type() + ", which cannot take "
                                + mapped.source().columns().get(i).type());
            }
            types[i] = found.type();
            values[i] = new NullableValue(encoder, found.type().isNullable());
        }
        return new Layout(mapped, stored, values, types);
    }

    private static TainException unfit(MappedTable mapped, String why) {
        return new TainException(
                ErrorCode.TABLE_UNFIT,
                "The destination table " + mapped.destination().name() + " " + why + ".",
                "Change the destination table, or exclude the column.");
    }

    MappedTable mapped() {
        return mapped;
    }

    StoredTable stored() {
        return stored;
    }

    int columns() {
        return values.length;
    }

    Column column(int index) {
        return mapped.destination().columns().get(index);
    }

    ValueEncoder encoder(int index) {
        return values[index].encoder();
    }

    ChType type(int index) {
        return types[index];
    }

    int[] key() {
        return key;
    }

    /** The names of the key's columns. */
    Stream<String> keyNames() {
        return IntStream.of(key).mapToObj(i -> column(i).name());
    }

    /** Columns of the order or shard, not of the key: when they change, the row is another one to the server. */
    int[] movable() {
        return movable;
    }

    /** The column that hides what moved away, where deleted rows are shown; empty when there is none of its own. */
    String hidingColumn() {
        return hides ? stored.hiding() : "";
    }

    // ---- statements

    String table() {
        return Identifiers.quote(mapped.destination().name());
    }

    String deletedColumn() {
        return Identifiers.quote(Design.deletedColumn(mapped));
    }

    private List<String> columnNames() {
        List<String> names = new ArrayList<>();
        mapped.destination().columns().forEach(column -> names.add(Identifiers.quote(column.name())));
        return names;
    }

    String insert() {
        return "INSERT INTO " + table() + " (" + String.join(", ", columnNames()) + ", " + deletedColumn() + ", "
                + (hides ? Identifiers.quote(stored.hiding()) + ", " : "") + Identifiers.quote(Design.VERSION)
                + ") FORMAT Native";
    }

    String columnList() {
        return String.join(", ", columnNames());
    }

    /** Whether the server gives a column's values back in the bytes that it was given. */
    boolean keepsBytes(int index) {
        return !hasJson(types[index]);
    }

    /** What a query in the binary row format needs behind it; JSON is read back as text. */
    String jsonSetting() {
        return Stream.of(types).anyMatch(Layout::hasJson)
                ? " SETTINGS output_format_binary_write_json_as_string = 1"
                : "";
    }

    private static boolean hasJson(ChType type) {
        return type.is("JSON") || type.parts().stream().anyMatch(Layout::hasJson);
    }

    /** The rows as they are now whose keys are in the table {@code wanted}: columns, mark of deletion, version. */
    String select() {
        String keys = String.join(
                ", ", IntStream.of(key).mapToObj(i -> columnNames().get(i)).toList());
        String version = Identifiers.quote(Design.VERSION);
        String from = "SELECT " + String.join(", ", columnNames()) + ", toUInt8(" + deletedColumn() + "), toUInt64("
                + version + ") FROM " + table();
        String where = " WHERE (" + keys + ") GLOBAL IN (SELECT * FROM wanted)";
        String format = jsonSetting() + " FORMAT RowBinary";
        return stored.replaces()
                ? from + " FINAL" + where + format
                : from + where + " ORDER BY " + version + " DESC LIMIT 1 BY " + keys + format;
    }

    /** The columns of the table {@code wanted}. */
    String keyStructure() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < key.length; i++) {
            ChType type = types[key[i]];
            columns.add(
                    "k" + i + " " + (type.is("LowCardinality") ? type.parts().getFirst() : type));
        }
        return String.join(", ", columns);
    }

    // ---- rows

    /** The values of the key alone. */
    byte[] keyBytes(RowBuffer rows, int image) {
        Out out = new Out();
        for (int index : key) {
            write(rows, rows.field(image, index), index, out);
        }
        return out.take();
    }

    /** Values of these columns; those that the row does not carry are taken from another one. */
    byte[] valueBytes(RowBuffer rows, int image, int[] indexes, CurrentRow current) {
        Out out = new Out();
        for (int index : indexes) {
            int field = rows.field(image, index);
            int length = rows.length(field);
            if (length == RowBuffer.UNCHANGED || length == RowBuffer.ABSENT) {
                current.copy(index, out);
            } else {
                write(rows, field, index, out);
            }
        }
        return out.take();
    }

    /** The value of the field, as the server is given it. */
    void write(RowBuffer rows, int field, int index, Out out) {
        try {
            values[index].write(rows.bytes(), field + Integer.BYTES, rows.length(field), out);
        } catch (IllegalArgumentException e) {
            throw doesNotFit(index, e);
        }
    }

    TainException doesNotFit(int index, IllegalArgumentException why) {
        return new TainException(
                ErrorCode.CLICKHOUSE_DATA_REJECTED,
                "A value of type " + mapped.source().columns().get(index).type() + " in column "
                        + column(index).name() + " of " + mapped.name() + " does not fit " + types[index] + " of "
                        + mapped.destination().name() + ": " + why.getMessage() + ".",
                "Change the column's type at the destination to one that holds it, or the value at the source, and"
                        + " resync the table.",
                why);
    }
}
