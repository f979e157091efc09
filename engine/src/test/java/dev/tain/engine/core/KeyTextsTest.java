package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyTextsTest {
    private final List<Column> columns = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();

    private KeyTextsTest key(String type, Encoding encoding, byte[] value) {
        columns.add(new Column("k" + columns.size(), type, false, columns.size() + 1, encoding, null));
        values.add(value);
        return this;
    }

    private String text() {
        RowBuffer rows = new RowBuffer(new TableSchema(new TableName("public", "t"), columns));
        int image = rows.beginImage();
        values.forEach(value -> rows.value(value, 0, value.length));
        return KeyTexts.of(rows, image);
    }

    @Test
    void commonTypesAreReadable() {
        UUID uuid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        assertThat(key("smallint", Encoding.BINARY, new byte[] {-1, -2})
                        .key("integer", Encoding.BINARY, new byte[] {0, 0, 1, 0})
                        .key("bigint", Encoding.BINARY, new byte[] {0, 0, 0, 0, 0, 0, 0, 7})
                        .key("character varying(20)", Encoding.BINARY, "é".getBytes(StandardCharsets.UTF_8))
                        .key(
                                "uuid",
                                Encoding.BINARY,
                                ByteBuffer.allocate(16)
                                        .putLong(uuid.getMostSignificantBits())
                                        .putLong(uuid.getLeastSignificantBits())
                                        .array())
                        .key("boolean", Encoding.BINARY, new byte[] {1})
                        .text())
                .isEqualTo("(-2, 256, 7, é, 01234567-89ab-cdef-0123-456789abcdef, true)");
    }

    @Test
    void othersAreBytesAndLongOnesAreCut() {
        assertThat(key("bytea", Encoding.BINARY, new byte[] {1, -1})
                        .key("mytype", Encoding.TEXT, "as it is".getBytes(StandardCharsets.UTF_8))
                        .key("text", Encoding.BINARY, "x".repeat(200).getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("(\\x01ff, as it is, " + "x".repeat(100) + "...)");
    }
}
