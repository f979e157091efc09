package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.clickhouse.internal.type.Stored;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table as they are now, found by key. */
final class CurrentRows {
    /** Whether it is deleted, and the version. */
    private static final int MARK_BYTES = 1 + 8;

    private final Map<ByteBuffer, List<CurrentRow>> byKey;

    private CurrentRows(Map<ByteBuffer, List<CurrentRow>> byKey) {
        this.byKey = byKey;
    }

    static CurrentRows read(Server server, Layout layout, Collection<byte[]> keys) {
        if (keys.isEmpty() || !layout.stored().isReadable()) {
            return new CurrentRows(Map.of());
        }
        ByteArrayOutputStream wanted = new ByteArrayOutputStream();
        keys.forEach(wanted::writeBytes);
        byte[] answer = server.bytes(
                layout.select(),
                layout.keyStructure(),
                wanted.toByteArray(),
                "reading rows of " + layout.mapped().destination().name());
        Map<ByteBuffer, List<CurrentRow>> byKey = new HashMap<>();
        for (int at = 0; at < answer.length; ) {
            CurrentRow row = parse(layout, answer, at);
            byKey.computeIfAbsent(row.values(layout.key()), key -> new ArrayList<>(1))
                    .add(row);
            at = row.ends()[layout.columns()] + MARK_BYTES;
        }
        return new CurrentRows(byKey);
    }

    /** The row that begins at {@code at}. */
    private static CurrentRow parse(Layout layout, byte[] bytes, int at) {
        int[] ends = new int[layout.columns() + 1];
        ends[0] = at;
        for (int i = 0; i < layout.columns(); i++) {
            ends[i + 1] = Stored.end(layout.type(i), bytes, ends[i]);
        }
        return new CurrentRow(bytes, ends, Stored.i64(bytes, ends[layout.columns()] + 1));
    }

    /** The rows of a key: none, one, or several when the key's row moved between sorting values. */
    List<CurrentRow> of(byte[] key) {
        return byKey.getOrDefault(ByteBuffer.wrap(key), List.of());
    }
}
