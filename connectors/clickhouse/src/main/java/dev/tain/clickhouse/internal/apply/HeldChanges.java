package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.Out;
import dev.tain.clickhouse.internal.type.Stored;
import dev.tain.connector.Applier.Held;
import dev.tain.connector.HeldRows;
import dev.tain.model.NetChanges;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps changes for later in the bookkeeping, in blocks of bounded size. What is added or released takes effect with
 * {@link #flush}. What a writer before held and did not commit is removed when the next one begins.
 */
final class HeldChanges {
    private static final int BLOCK_BYTES = 4 << 20;
    private static final ChType TEXT = ChType.of("String");

    private final Server server;
    private final Bookkeeping bookkeeping;
    private final Bookkeeping.State state;
    private final Map<TableName, List<Block>> added = new LinkedHashMap<>();
    private final Map<TableName, Long> released = new LinkedHashMap<>();
    private final Map<RowBuffer, Origin> origins = new WeakHashMap<>();
    private long lastId;
    private long bytes;

    /**
     * @param before see {@link Origin#emptiedBefore}; 0 when it is not known, or the table was not emptied
     * @param until the latest version of its rows, or of the batch when it has none
     */
    private record Block(byte[] payload, long before, long until) {}

    /**
     * What is known of a block that was held.
     *
     * @param emptiedBefore from this version on its rows came after its table was emptied; 0 when it is not known
     */
    record Origin(long id, long emptiedBefore) {}

    HeldChanges(Server server, Bookkeeping bookkeeping, Bookkeeping.State state) {
        this.server = server;
        this.bookkeeping = bookkeeping;
        this.state = state;
        state.position().ifPresent(position -> bookkeeping.removeHeldSince(state, position.order()));
        this.lastId = bookkeeping.lastHeld(state);
    }

    void add(TableName source, NetChanges changes) {
        List<Block> blocks = added.computeIfAbsent(source, name -> new ArrayList<>());
        for (byte[] payload : HeldRows.encode(changes, BLOCK_BYTES)) {
            blocks.add(new Block(
                    payload,
                    changes.isTruncated() ? TableWrites.firstVersion(changes.rows()) : 0,
                    TableWrites.lastVersion(changes.rows())));
            bytes += payload.length;
        }
    }

    /** Bytes that wait to be written. */
    long bytes() {
        return bytes;
    }

    /** Where rows come from that were held; null for others. */
    @Nullable
    Origin origin(RowBuffer rows) {
        return origins.get(rows);
    }

    void release(TableName source, long id) {
        released.put(source, id);
    }

    /** The oldest blocks, at most about {@code maxBytes}, at least one when there is one. */
    List<Held> read(TableSchema source, int maxBytes) {
        String where = " FROM " + bookkeeping.held() + " WHERE " + bookkeeping.of(state, source.name());
        List<List<String>> sizes = server.query(
                "SELECT id, length(payload)" + where + " ORDER BY id LIMIT " + (1 + maxBytes / 1_000),
                "reading held changes");
        if (sizes.isEmpty()) {
            return List.of();
        }
        long last = 0;
        long sum = 0;
        for (List<String> size : sizes) {
            if (sum > 0 && sum >= maxBytes) {
                break;
            }
            last = Long.parseLong(size.getFirst());
            sum += Long.parseLong(size.get(1));
        }
        byte[] answer = server.bytes(
                "SELECT id, emptied_before, payload" + where + " AND id <= " + last + " ORDER BY id FORMAT RowBinary",
                Map.of(),
                "reading held changes");
        return parse(answer, source);
    }

    private List<Held> parse(byte[] answer, TableSchema source) {
        List<Held> held = new ArrayList<>();
        for (int at = 0; at < answer.length; ) {
            long id = Stored.i64(answer, at);
            long before = Stored.i64(answer, at + 8);
            int end = Stored.end(TEXT, answer, at + 16);
            int start = end - Stored.length(answer, at + 16);
            RowBuffer rows = HeldRows.decode(Arrays.copyOfRange(answer, start, end), source);
            origins.put(rows, new Origin(id, before));
            held.add(new Held(id, rows));
            at = end;
        }
        return held;
    }

    /** Writes what was added. */
    void flush(long end) {
        added.forEach((source, blocks) -> insert(source, blocks, end));
        added.clear();
        bytes = 0;
    }

    private void insert(TableName source, List<Block> blocks, long end) {
        List<byte[]> rows = new ArrayList<>();
        for (Block block : blocks) {
            Out out = new Out();
            out.i64(++lastId);
            out.i64(block.before() == 0 ? end : block.before());
            out.string(block.payload(), 0, block.payload().length);
            out.i64(block.until() == 0 ? Math.max(0, end - 1) : block.until());
            rows.add(out.take());
        }
        server.insert(
                "INSERT INTO " + bookkeeping.held() + " (mirror, incarnation, source_schema, source_table, id,"
                        + " emptied_before, payload, until) SELECT " + bookkeeping.values(state, source)
                        + ", id, emptied_before, payload, until FROM"
                        + " input('id UInt64, emptied_before UInt64, payload String, until UInt64') FORMAT RowBinary",
                "held",
                Map.of(),
                rows,
                "holding changes of " + source);
    }

    /** Removes what was released, once its effects are durable. */
    void removeReleased() {
        released.forEach((source, id) -> bookkeeping.removeHeld(state, source, id));
        released.clear();
    }

    void forget() {
        added.clear();
        released.clear();
        bytes = 0;
    }
}
