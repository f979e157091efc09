package dev.tain.postgres.internal.compare;

import dev.tain.connector.ComparedTable;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowForm;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.compare.ComparedSql.Value;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The source's side of comparisons. */
public final class SourceTables {
    private SourceTables() {}

    /** See {@link dev.tain.connector.Source#compared}. */
    public static ComparedTable open(Connections connections, MappedTable table, RowForm form) {
        TableSchema source = table.source();
        Reading reading = Reading.open(connections, source.name());
        try {
            List<Value> values = values(source, form);
            ComparedSql sql = new ComparedSql(source.name(), values, source.keyIndexes(), reading.only(), "");
            String order = order(reading, source);
            return switch (form) {
                case RowForm.PostgresText text -> {
                    requireEncoding(reading, table);
                    yield new TextTable(reading, sql, order);
                }
                case RowForm.Encoded encoded -> new EncodedTable(reading, sql, order, source, encoded);
            };
        } catch (TainException e) {
            reading.close();
            throw e;
        }
    }

    static String order(Reading reading, TableSchema schema) {
        if (!schema.hasKey()) {
            return "";
        }
        List<String> key = Arrays.stream(schema.keyIndexes())
                .mapToObj(i -> schema.columns().get(i).name())
                .toList();
        try {
            return KeyOrder.of(reading.connection(), schema.name(), key);
        } catch (SQLException e) {
            throw reading.failed(e);
        }
    }

    /** What the destination keeps is the value in its own type: a real, say, has more digits as a double. */
    private static List<Value> values(TableSchema source, RowForm form) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            Column column = source.columns().get(i);
            String name = "t." + Identifiers.quote(column.name());
            String cast = form instanceof RowForm.PostgresText text
                    ? cast(column, text.types().get(i))
                    : "";
            values.add(new Value(name, column.type(), name + cast));
        }
        return values;
    }

    /** Types of the user's own may have another name here; their texts are the same. */
    private static String cast(Column column, String type) {
        return type.equals(column.type()) || type.contains(".") ? "" : "::" + type;
    }

    /** Hashes are of the bytes that the server has. */
    static void requireEncoding(Reading reading, MappedTable table) {
        String encoding = reading.setting("server_encoding");
        if (!encoding.equals("UTF8")) {
            throw new TainException(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "Table " + table.name() + " cannot be compared, because a database has the encoding " + encoding
                            + ".",
                    "Databases that are compared must have the encoding UTF8.");
        }
    }
}
