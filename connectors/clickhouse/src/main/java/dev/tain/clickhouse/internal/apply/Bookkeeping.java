package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.Chunk;
import dev.tain.connector.ReadPoint;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is kept at the destination about one mirror: its position, who may write, the chunks that are written, the
 * changes that are held. In tables beside the mirrored ones; each fact is a row that is added.
 *
 * <p>Making a mirror gives it a number that nothing else has, and every row carries it. So what a writer of a dropped
 * mirror still adds is nobody's.
 *
 * <p>ClickHouse cannot check and write in one step, so a writer that lost its lease between the two can still add rows.
 * They do no harm: they are changes of the source with their own versions, and a position counts only what was written
 * before it.
 */
final class Bookkeeping {
    private final Server server;
    private final BookTables tables;
    private final String mirror;
    private final String mirrors;
    private final String chunks;
    private final String held;

    Bookkeeping(Server server, String mirror) {
        this.server = server;
        this.tables = new BookTables(server);
        this.mirror = Identifiers.literal(mirror);
        this.mirrors = Identifiers.quote(tables.mirrors());
        this.chunks = Identifiers.quote(tables.chunks());
        this.held = Identifiers.quote(tables.held());
    }

    /**
     * What is known of the mirror.
     *
     * @param incarnation tells it from others that had its name before
     * @param epoch the highest one that a writer came with
     * @param begin {@link Position#order()} of the first position, where its stream begins; 0 before there is one
     * @param copies attempts to write a chunk that were numbered
     * @param writing see {@link Undoing}: the latest version that was announced; 0 before
     * @param writingFrom the first version that its writer announced
     */
    record State(
            String incarnation,
            long epoch,
            long begin,
            Optional<Position> position,
            long copies,
            long writing,
            long writingFrom) {
        /**
         * The version of rows that are copied: less than that of every change of the stream, and not less than that
         * of any change that an earlier mirror of the same tables may have left, or may still write.
         */
        long copiedVersion() {
            return begin == 0 ? 0 : begin - 1;
        }

        long place() {
            return position.map(Position::order).orElse(0L);
        }
    }

    String chunks() {
        return chunks;
    }

    String held() {
        return held;
    }

    /** Makes the tables, and the mirror unless it is there. */
    void prepare() {
        tables.prepare();
        if (find().isEmpty()) {
            run("INSERT INTO " + mirrors + " (mirror, incarnation, kind, epoch, place, position) SELECT " + mirror
                    + ", generateUUIDv4(), 'made', 0, 0, ''");
        }
    }

    /** The position that was stored last. */
    Optional<Position> position() {
        return find().flatMap(State::position);
    }

    /** Of several that were made at the same moment the first counts, for everybody alike. */
    private Optional<State> find() {
        List<List<String>> rows = queryIfThere("SELECT incarnation, max(epoch), minIf(place, kind = 'begin'),"
                + " argMaxIf(position, place, kind IN ('begin', 'position')), maxIf(place, kind = 'copy'),"
                + " maxIf(place, kind = 'writing'), argMaxIf(position, place, kind = 'writing') FROM " + mirrors
                + " WHERE mirror = " + mirror
                + " GROUP BY incarnation HAVING countIf(kind = 'made') > 0"
                + " ORDER BY minIf(at, kind = 'made'), incarnation LIMIT 1");
        return rows.stream()
                .findFirst()
                .map(row -> new State(
                        row.getFirst(),
                        Long.parseUnsignedLong(row.get(1)),
                        Long.parseUnsignedLong(row.get(2)),
                        row.get(3).isEmpty() ? Optional.empty() : Optional.of(Position.parse(row.get(3))),
                        Long.parseUnsignedLong(row.get(4)),
                        Long.parseUnsignedLong(row.get(5)),
                        row.get(6).isEmpty() ? 0 : Long.parseUnsignedLong(row.get(6))));
    }

    private List<List<String>> queryIfThere(String query) {
        try {
            return server.query(query, "reading a mirror's state");
        } catch (TainException e) {
            if (e.code() == ErrorCode.TABLE_MISSING) {
                return List.of();
            }
            throw e;
        }
    }

    private void run(String statement) {
        server.run(statement, "keeping a mirror's state");
    }

    // ---- the fence

    /** Makes the epoch the one that may write. */
    State takeOver(long epoch) {
        State before = require(epoch);
        if (before.epoch() == epoch) {
            return before;
        }
        add(before, "writer", epoch, 0, "");
        return require(epoch);
    }

    /** Fails when there is a writer with a higher epoch, or the mirror is gone. */
    State require(long epoch) {
        State state = find().orElseThrow(() -> lost(epoch));
        if (Long.compareUnsigned(state.epoch(), epoch) > 0) {
            throw lost(epoch);
        }
        return state;
    }

    /** Fails when the mirror is another one than it was, too. */
    void require(State state, long epoch) {
        if (!require(epoch).incarnation().equals(state.incarnation())) {
            throw lost(epoch);
        }
    }

    /**
     * Stores a position, and with it at once what changes of the tables' completeness.
     *
     * @param isFirst whether the stream begins there
     */
    void move(State state, long epoch, ReadPoint point, boolean isFirst, List<Completeness.Change> changes) {
        List<String> rows = new ArrayList<>();
        if (isFirst) {
            rows.add(row(state, "begin", epoch, point));
        }
        rows.add(row(state, "position", epoch, point));
        changes.forEach(change -> rows.add(row(state, point.position().order(), change)));
        insert(rows);
    }

    private String row(State state, String kind, long epoch, ReadPoint point) {
        Position at = point.position();
        return "(" + mirror + ", " + Identifiers.literal(state.incarnation()) + ", '" + kind + "', "
                + Long.toUnsignedString(epoch) + ", " + Long.toUnsignedString(at.order()) + ", "
                + Identifiers.literal(at.text()) + ", "
                + (point.committedAtMicros() == 0
                        ? "NULL"
                        : "fromUnixTimestamp64Micro(" + point.committedAtMicros() + ")")
                + ", '', '', '', '', 0)";
    }

    /** Stores what changes of the tables' completeness now, at the position where the mirror is. */
    void mark(State state, long place, List<Completeness.Change> changes) {
        if (!changes.isEmpty()) {
            insert(changes.stream().map(change -> row(state, place, change)).toList());
        }
    }

    private void insert(List<String> rows) {
        run("INSERT INTO " + mirrors + " (mirror, incarnation, kind, epoch, place, position, committed_at,"
                + " source_schema, source_table, destination_database, destination_table, complete_from) VALUES "
                + String.join(", ", rows));
    }

    private String row(State state, long place, Completeness.Change change) {
        return "(" + mirror + ", " + Identifiers.literal(state.incarnation()) + ", 'table', 0, "
                + Long.toUnsignedString(place) + ", '', NULL, "
                + Identifiers.literal(change.source().schema()) + ", "
                + Identifiers.literal(change.source().name()) + ", "
                + Identifiers.literal(change.destination().schema()) + ", "
                + Identifiers.literal(change.destination().name()) + ", " + Long.toUnsignedString(change.from()) + ")";
    }

    /** What is stored of the tables' completeness. */
    List<Completeness.Change> completeness(State state) {
        return server
                .query(
                        "SELECT source_schema, source_table, destination_database, destination_table, complete_from"
                                + " FROM " + mirrors + " FINAL WHERE mirror = " + mirror + " AND incarnation = "
                                + Identifiers.literal(state.incarnation()) + " AND kind = 'table'",
                        "reading how complete tables are")
                .stream()
                .map(row -> new Completeness.Change(
                        new TableName(row.getFirst(), row.get(1)),
                        new TableName(row.get(2), row.get(3)),
                        Long.parseUnsignedLong(row.get(4))))
                .toList();
    }

    /** Says that rows of these versions are about to be written. */
    void write(State state, long epoch, long first, long last) {
        add(state, "writing", epoch, last, Long.toUnsignedString(first));
    }

    /** Stores that so many attempts to write a chunk were numbered. */
    void copy(State state, long epoch, long attempts) {
        add(state, "copy", epoch, attempts, "");
    }

    private void add(State state, String kind, long epoch, long place, String position) {
        run("INSERT INTO " + mirrors + " (mirror, incarnation, kind, epoch, place, position) SELECT " + mirror + ", "
                + Identifiers.literal(state.incarnation()) + ", '" + kind + "', " + Long.toUnsignedString(epoch) + ", "
                + Long.toUnsignedString(place) + ", " + Identifiers.literal(position));
    }

    private static TainException lost(long epoch) {
        return new TainException(
                ErrorCode.LEASE_LOST,
                "The destination has a newer writer of this mirror, or none at all any more; epoch " + epoch
                        + " may no longer write.",
                "Nothing is needed: whoever holds the lease goes on.");
    }

    // ---- rows of a table

    /** The condition that picks a source table's rows. */
    String of(State state, TableName source) {
        return "mirror = " + mirror + " AND incarnation = " + Identifiers.literal(state.incarnation())
                + " AND source_schema = " + Identifiers.literal(source.schema()) + " AND source_table = "
                + Identifiers.literal(source.name());
    }

    /** The values of the columns mirror, incarnation, source_schema and source_table. */
    String values(State state, TableName source) {
        return mirror + ", " + Identifiers.literal(state.incarnation()) + ", " + Identifiers.literal(source.schema())
                + ", " + Identifiers.literal(source.name());
    }

    long lastHeld(State state) {
        return Long.parseUnsignedLong(server.query(
                        "SELECT max(id) FROM " + held + " WHERE mirror = " + mirror + " AND incarnation = "
                                + Identifiers.literal(state.incarnation()),
                        "reading held changes")
                .getFirst()
                .getFirst());
    }

    void removeChunks(State state, TableName source) {
        delete(tables.chunks(), of(state, source));
    }

    /** Stores into which chunks a table is divided anew, under a number that is higher with every time. */
    void divide(State state, TableName source, long number, List<Chunk> into) {
        String table = values(state, source);
        run("INSERT INTO " + chunks + " (mirror, incarnation, source_schema, source_table, chunk, rows, version, done)"
                + " VALUES "
                + into.stream()
                        .map(chunk -> "(" + table + ", " + Identifiers.literal(chunk.id()) + ", 0, " + number + ", 2)")
                        .collect(Collectors.joining(", ")));
    }

    /** Forgets how chunks came to be written, not that they are. */
    void removeAttempts(State state, TableName source) {
        delete(tables.chunks(), of(state, source) + " AND done != 1");
    }

    void removeHeld(State state, TableName source, long upTo) {
        delete(tables.held(), of(state, source) + " AND id <= " + Long.toUnsignedString(upTo));
    }

    /** Removes held changes from this version on, which a writer before did not commit: they come again. */
    void removeHeldSince(State state, long version) {
        String where = "mirror = " + mirror + " AND incarnation = " + Identifiers.literal(state.incarnation())
                + " AND until >= " + Long.toUnsignedString(version);
        if (!server.query("SELECT 1 FROM " + held + " WHERE " + where + " LIMIT 1", "reading held changes")
                .isEmpty()) {
            delete(tables.held(), where);
        }
    }

    /** Forgets a table. */
    void forget(long epoch, TableName source) {
        if (isThere(epoch)) {
            State state = require(epoch);
            removeChunks(state, source);
            removeHeld(state, source, -1);
            delete(tables.mirrors(), of(state, source) + " AND kind = 'table'");
        }
    }

    /** Forgets the mirror. */
    void drop(long epoch) {
        if (isThere(epoch)) {
            for (TableName table : List.of(tables.mirrors(), tables.chunks(), tables.held())) {
                delete(table, "mirror = " + mirror);
            }
        }
    }

    private void delete(TableName table, String where) {
        run("DELETE FROM " + tables.rows(table) + " WHERE " + where);
    }

    /** Whether there is anything of the mirror; fails when somebody with a higher epoch has it. */
    private boolean isThere(long epoch) {
        if (find().isEmpty()) {
            return false;
        }
        require(epoch);
        return true;
    }
}
