package dev.tain.testkit;

import dev.tain.model.ChangeBatch;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Rows as texts, for tests: the operation, then the fields separated by bars, then the old image behind an arrow, such
 * as {@code UPDATE 2|b <- 1|?}. Marks: ∅ is NULL, ~ unchanged, ? absent. Integers and texts are read, other values are
 * shown as bytes.
 */
public final class RowTexts {
    private static final int LONGEST = 200;

    private RowTexts() {}

    /** All rows, those that a truncation made void included. */
    public static List<String> of(RowBuffer rows) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            String text = rows.operation(row) + " " + image(rows, rows.image(row));
            texts.add(rows.oldImage(row) == RowBuffer.NONE ? text : text + " <- " + image(rows, rows.oldImage(row)));
        }
        return texts;
    }

    /** The rows of one table of a batch; none when the batch has none. */
    public static List<String> of(ChangeBatch batch, TableName table) {
        RowBuffer rows = batch.find(table);
        return rows == null ? List.of() : of(rows);
    }

    /** The fields of an image, separated by bars. */
    public static String image(RowBuffer rows, int image) {
        List<String> fields = new ArrayList<>();
        int field = image + 2;
        for (Column column : rows.schema().columns()) {
            fields.add(field(rows, field, column));
            field = rows.next(field);
        }
        return String.join("|", fields);
    }

    private static String field(RowBuffer rows, int field, Column column) {
        int length = rows.length(field);
        return switch (length) {
            case RowBuffer.NULL -> "∅";
            case RowBuffer.UNCHANGED -> "~";
            case RowBuffer.ABSENT -> "?";
            default -> shortened(value(ByteBuffer.wrap(rows.bytes(), field + 4, length), column));
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.charAt(0) + "... " + text.length() + " characters";
    }

    private static String value(ByteBuffer value, Column column) {
        if (column.encoding() == Encoding.TEXT) {
            return StandardCharsets.UTF_8.decode(value).toString();
        }
        return switch (column.type()) {
            case "smallint" -> Short.toString(value.getShort());
            case "integer" -> Integer.toString(value.getInt());
            case "bigint" -> Long.toString(value.getLong());
            case "text", "character varying" ->
                StandardCharsets.UTF_8.decode(value).toString();
            default -> {
                byte[] bytes = new byte[value.remaining()];
                value.get(bytes);
                yield HexFormat.of().formatHex(bytes);
            }
        };
    }
}
