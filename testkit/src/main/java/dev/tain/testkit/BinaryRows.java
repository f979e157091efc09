package dev.tain.testkit;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Rows of a real PostgreSQL table of any types, as a binary COPY gives them. */
public final class BinaryRows {
    private static final int HEADER_BYTES = 19;

    private BinaryRows() {}

    /** The table's rows, in key order where it has a key; columns without binary form in text. */
    public static RowBuffer read(Connection connection, TableSchema schema) {
        String columns = schema.columns().stream().map(BinaryRows::selected).collect(Collectors.joining(", "));
        String order = schema.hasKey()
                ? Arrays.stream(schema.keyIndexes())
                        .mapToObj(i -> quote(schema.columns().get(i).name()))
                        .collect(Collectors.joining(", ", " ORDER BY ", ""))
                : "";
        String query = "SELECT " + columns + " FROM " + quote(schema.name().schema()) + "."
                + quote(schema.name().name()) + order;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)", bytes);
        } catch (SQLException | IOException e) {
            throw new AssertionError("COPY failed: " + query, e);
        }
        return parse(bytes.toByteArray(), schema);
    }

    /** The rows as changes that are all of one kind. */
    public static NetChanges net(RowBuffer rows, NetKind kind) {
        byte[] kinds = new byte[rows.rows()];
        Arrays.fill(kinds, (byte) kind.ordinal());
        return new NetChanges(rows, kinds);
    }

    private static RowBuffer parse(byte[] bytes, TableSchema schema) {
        RowBuffer rows = new RowBuffer(schema);
        ByteBuffer in = ByteBuffer.wrap(bytes).position(HEADER_BYTES);
        int start = in.position();
        for (int fields = in.getShort(); fields >= 0; fields = in.getShort()) {
            for (int i = 0; i < fields; i++) {
                int length = in.getInt();
                in.position(in.position() + Math.max(0, length));
            }
            int image = rows.addImage(bytes, start, in.position() - start);
            rows.addRow(Operation.INSERT, image, RowBuffer.NONE, 0, rows.rows());
            start = in.position();
        }
        return rows;
    }

    private static String selected(Column column) {
        return column.encoding() == Encoding.TEXT ? quote(column.name()) + "::text" : quote(column.name());
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
