package dev.tain.postgres.internal.apply;

import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.util.List;
import java.util.stream.Collectors;

/** A fresh database as a mirror's destination, and how a test looks into it. */
final class DestinationDatabase implements AutoCloseable {
    private final PostgresDatabase database = PostgresServer.freshDatabase();
    private final Destination destination = new PostgresConnector().destination(TestPeers.of(database), "contract");

    Destination destination() {
        return destination;
    }

    PostgresDatabase database() {
        return database;
    }

    List<String> contents(MappedTable table, String where) {
        String columns = table.destination().columns().stream()
                .map(Column::name)
                .map(Identifiers::quote)
                .collect(Collectors.joining(", "));
        return database.rows("select " + columns + " from "
                + Identifiers.quote(table.destination().name()) + where + " order by 1");
    }

    List<String> contents(MappedTable table) {
        return contents(table, "");
    }

    List<String> deletedContents(MappedTable table) {
        return contents(table, " where " + Identifiers.quote(table.softDeleteColumn()));
    }

    @Override
    public void close() {
        database.close();
    }
}
