package dev.tain.connector;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.NetKind;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one block that {@link HeldRows} wrote. Used once. */
final class HeldRowsDecoder {
    private static final NetKind[] KINDS = NetKind.values();

    private final TableSchema schema;
    private final byte[] bytes;
    private final ByteBuffer in;
    private final RowBuffer rows;

    HeldRowsDecoder(byte[] block, TableSchema schema) {
        this.schema = schema;
        this.bytes = block;
        this.in = ByteBuffer.wrap(block);
        this.rows = new RowBuffer(schema);
    }

    RowBuffer run() {
        byte version = in.get();
        if (version != HeldRows.version()) {
            throw HeldRows.unreadable(
                    schema, "they are of version " + version + ", which this version of Tain can't read");
        }
        if (in.get() == 1) {
            rows.truncate();
        }
        List<Column> then = columns();
        boolean same = isSame(then);
        int[] places = places(then);
        while (in.hasRemaining()) {
            NetKind kind = KINDS[in.get()];
            long commit = in.getLong();
            long sequence = in.getLong();
            int[] fields = fields(then.size());
            int image = same ? wholeImage(fields) : image(places, fields, kind);
            add(kind, image, commit, sequence);
        }
        return rows;
    }

    private List<Column> columns() {
        int count = in.getShort() & 0xFFFF;
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = text();
            String type = text();
            Encoding encoding = in.get() == 0 ? Encoding.BINARY : Encoding.TEXT;
            columns.add(new Column(name, type, true, in.getShort() & 0xFFFF, encoding, null));
        }
        return columns;
    }

    private String text() {
        byte[] utf8 = new byte[in.getShort() & 0xFFFF];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private boolean isSame(List<Column> then) {
        List<Column> now = schema.columns();
        boolean same = then.size() == now.size();
        for (int i = 0; same && i < then.size(); i++) {
            same = then.get(i).name().equals(now.get(i).name());
        }
        return same;
    }

    /** For each column now its place then, or -1. Fails when what was written then means something else now. */
    private int[] places(List<Column> then) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < then.size(); i++) {
            byName.put(then.get(i).name(), i);
        }
        int[] places = new int[schema.columns().size()];
        for (int i = 0; i < places.length; i++) {
            Column now = schema.columns().get(i);
            places[i] = byName.getOrDefault(now.name(), -1);
            if (places[i] >= 0) {
                requireReadable(then.get(places[i]), now);
            } else if (now.isKey()) {
                throw HeldRows.unreadable(schema, "column " + now.name() + " of its key is new");
            }
        }
        long keysThen = then.stream().filter(Column::isKey).count();
        if (keysThen != schema.keyIndexes().length) {
            throw HeldRows.unreadable(schema, "its key has other columns now");
        }
        return places;
    }

    private void requireReadable(Column then, Column now) {
        if (!HeldRows.bareType(then.type()).equals(HeldRows.bareType(now.type()))
                || then.encoding() != now.encoding()) {
            throw HeldRows.unreadable(
                    schema,
                    "the type of column " + now.name() + " was " + then.type() + " and is " + now.type() + " now");
        }
        if (then.keyOrdinal() != now.keyOrdinal()) {
            throw HeldRows.unreadable(schema, "its key has other columns now");
        }
    }

    /** Offsets of an image's fields, and of its end as the last one; the image is passed over. */
    private int[] fields(int count) {
        int[] fields = new int[count + 1];
        in.getShort();
        for (int i = 0; i < count; i++) {
            fields[i] = in.position();
            in.position(in.position() + Integer.BYTES + Math.max(0, in.getInt(in.position())));
        }
        fields[count] = in.position();
        return fields;
    }

    private int wholeImage(int[] fields) {
        int start = fields[0] - Short.BYTES;
        return rows.addImage(bytes, start, fields[fields.length - 1] - start);
    }

    private int image(int[] places, int[] fields, NetKind kind) {
        int image = rows.beginImage();
        for (int place : places) {
            if (place < 0) {
                rows.marker(kind == NetKind.DELETED ? RowBuffer.ABSENT : RowBuffer.UNCHANGED);
            } else {
                copy(fields[place]);
            }
        }
        return image;
    }

    private void copy(int field) {
        int length = in.getInt(field);
        if (length < 0) {
            rows.marker(length);
        } else {
            rows.value(bytes, field + Integer.BYTES, length);
        }
    }

    private void add(NetKind kind, int image, long commit, long sequence) {
        boolean lacks = rows.contains(image, RowBuffer.UNCHANGED);
        Operation operation = switch (kind) {
            case DELETED -> Operation.DELETE;
            case NEW -> lacks ? Operation.UPDATE : Operation.INSERT;
            case FULL, PARTIAL, MOVED -> Operation.UPDATE;
            case VOID -> throw new IllegalArgumentException("a void row was held");
        };
        int oldImage = kind == NetKind.MOVED ? keyImage(image) : RowBuffer.NONE;
        rows.addRow(operation, image, oldImage, commit, sequence);
    }

    private int keyImage(int image) {
        int key = rows.beginImage();
        for (int i = 0; i < schema.columns().size(); i++) {
            int field = rows.field(image, i);
            if (schema.columns().get(i).isKey()) {
                rows.value(rows.bytes(), field + Integer.BYTES, rows.length(field));
            } else {
                rows.marker(RowBuffer.ABSENT);
            }
        }
        return key;
    }
}
