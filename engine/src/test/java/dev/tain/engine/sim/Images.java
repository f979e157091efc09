package dev.tain.engine.sim;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Row images as lists of texts, one for each column; three texts stand for what is no value. */
public final class Images {
    public static final String NULL = "<null>";
    public static final String UNCHANGED = "<unchanged>";
    public static final String ABSENT = "<absent>";

    private Images() {}

    /** A table whose columns are texts. Names that begin with {@code k1}, {@code k2} are the key, in that order. */
    public static TableSchema schema(String table, String... columns) {
        List<Column> all = new ArrayList<>();
        for (String name : columns) {
            int key = name.startsWith("k") ? Integer.parseInt(name, 1, name.length(), 10) : 0;
            all.add(new Column(name, "text", key == 0, key, Encoding.BINARY, null));
        }
        return new TableSchema(TableName.parse(table), all);
    }

    public static int write(RowBuffer rows, List<String> values) {
        int image = rows.beginImage();
        for (String value : values) {
            switch (value) {
                case NULL -> rows.marker(RowBuffer.NULL);
                case UNCHANGED -> rows.marker(RowBuffer.UNCHANGED);
                case ABSENT -> rows.marker(RowBuffer.ABSENT);
                default -> {
                    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                    rows.value(bytes, 0, bytes.length);
                }
            }
        }
        return image;
    }

    public static List<String> read(RowBuffer rows, int image) {
        List<String> values = new ArrayList<>();
        for (int column = 0; column < rows.schema().columns().size(); column++) {
            int field = rows.field(image, column);
            values.add(
                    switch (rows.length(field)) {
                        case RowBuffer.NULL -> NULL;
                        case RowBuffer.UNCHANGED -> UNCHANGED;
                        case RowBuffer.ABSENT -> ABSENT;
                        default -> new String(rows.bytes(), field + 4, rows.length(field), StandardCharsets.UTF_8);
                    });
        }
        return List.copyOf(values);
    }

    /** The key's values in key order. */
    public static List<String> key(TableSchema schema, List<String> values) {
        return IntStream.of(schema.keyIndexes()).mapToObj(values::get).toList();
    }

    /** What a log says of a deleted row: its key and nothing else. */
    public static List<String> keyOnly(TableSchema schema, List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> schema.columns().get(i).isKey() ? values.get(i) : ABSENT)
                .toList();
    }

    /** {@code values} with what they lack taken from {@code stored}. */
    public static List<String> filled(List<String> values, List<String> stored) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i).equals(UNCHANGED) ? stored.get(i) : values.get(i))
                .toList();
    }
}
