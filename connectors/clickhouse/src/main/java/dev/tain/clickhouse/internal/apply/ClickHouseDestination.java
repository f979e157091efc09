package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.Applier;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowForm;
import dev.tain.connector.TableContract;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Optional;

/** A ClickHouse server that mirrors are written to; a table's schema is its database. Safe for any thread. */
public final class ClickHouseDestination implements Destination {
    private final Server server;
    private final Object numbers = new Object();

    public ClickHouseDestination(Server server) {
        this.server = server;
    }

    @Override
    public String defaultSchema() {
        return server.database();
    }

    @Override
    public List<Problem> check(List<MappedTable> tables, boolean mustBeEmpty) {
        return new DestinationCheck(server).run(tables, mustBeEmpty);
    }

    @Override
    public List<Problem> checkOptions(List<MappedTable> tables) {
        return new DestinationCheck(server).views(tables);
    }

    @Override
    public List<TableContract> contracts(List<MappedTable> tables) {
        Contracts contracts = new Contracts(new Catalog(server));
        return tables.stream().map(contracts::of).toList();
    }

    @Override
    public void prepare(String mirror, List<MappedTable> tables) {
        new Preparation(server).run(bookkeeping(mirror), tables);
    }

    @Override
    public void takeOver(String mirror, long epoch) {
        bookkeeping(mirror).takeOver(epoch);
    }

    @Override
    public Applier applier(String mirror, long epoch) {
        return new ClickHouseApplier(server, bookkeeping(mirror), epoch);
    }

    @Override
    public ChunkWriter chunkWriter(String mirror, long epoch) {
        return new ClickHouseChunkWriter(server, bookkeeping(mirror), epoch, numbers);
    }

    @Override
    public Optional<Position> position(String mirror) {
        return bookkeeping(mirror).position();
    }

    @Override
    public RowForm form(MappedTable table) {
        return new EncodedRows(layout(table));
    }

    @Override
    public ComparedTable compared(MappedTable table) {
        return new CurrentTable(server, layout(table));
    }

    private Layout layout(MappedTable table) {
        TableName name = table.destination().name();
        StoredTable stored = new Catalog(server)
                .find(name)
                .orElseThrow(() -> new TainException(
                        ErrorCode.TABLE_MISSING,
                        "The destination table " + name + " is gone.",
                        "Create it again and resync it, or take it out of the mirror."));
        if (!stored.isReadable() || !table.source().hasKey()) {
            throw new TainException(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "The rows of " + name + " cannot be compared: "
                            + (stored.isReadable() ? "it has no key" : "its engine keeps none") + ".",
                    "Compare what is made of them with a query of your own.");
        }
        return Layout.of(table, stored);
    }

    @Override
    public void clear(String mirror, long epoch, MappedTable table) {
        Bookkeeping bookkeeping = bookkeeping(mirror);
        Bookkeeping.State state = bookkeeping.require(epoch);
        TableName name = table.destination().name();
        bookkeeping.completeness(state).stream()
                .filter(known -> known.source().equals(table.name()))
                .findFirst()
                .ifPresent(known -> bookkeeping.mark(state, state.place(), List.of(known.never())));
        String rows = new Catalog(server)
                .find(name)
                .map(stored -> stored.rows().named())
                .orElseGet(() -> Identifiers.quote(name));
        server.run("TRUNCATE TABLE " + rows, "emptying " + name);
        bookkeeping.removeChunks(state, table.name());
    }

    @Override
    public void forget(String mirror, long epoch, TableName source) {
        bookkeeping(mirror).forget(epoch, source);
    }

    @Override
    public void drop(String mirror, long epoch) {
        bookkeeping(mirror).drop(epoch);
    }

    private Bookkeeping bookkeeping(String mirror) {
        return new Bookkeeping(server, mirror);
    }
}
