package dev.tain.app.internal.demo;

import dev.tain.app.internal.demo.Replica.RowsAndSum;
import dev.tain.app.internal.demo.RowText.TypedColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Compares the databases, each side by itself: every row of every table, as the servers write it as text. */
final class Verification {
    private static final BigInteger MODULUS = BigInteger.TWO.pow(64);

    private final Database source;
    private final Replica destination;

    Verification(Database source, Replica destination) {
        this.source = source;
        this.destination = destination;
    }

    List<TableProof> run() throws SQLException, InterruptedException {
        List<String> asked = new ArrayList<>();
        List<String> askedThere = new ArrayList<>();
        for (ShopTable table : ShopTable.values()) {
            List<TypedColumn> columns = columns(table);
            asked.add(RowText.POSTGRES.question(table, columns));
            askedThere.add(destination.rowText().question(table, columns));
        }
        try (ExecutorService sides = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<RowsAndSum>> here = sides.submit(() -> PostgresReplica.answers(source, asked));
            Future<List<RowsAndSum>> there = sides.submit(() -> destination.answers(askedThere));
            List<TableProof> proofs = new ArrayList<>();
            for (ShopTable table : ShopTable.values()) {
                proofs.add(new TableProof(
                        table,
                        content(here.get().get(table.ordinal())),
                        content(there.get().get(table.ordinal()))));
            }
            return proofs;
        } catch (ExecutionException e) {
            throw new SQLException("The databases could not be compared: " + e.getCause(), e);
        }
    }

    private static TableProof.Content content(RowsAndSum answer) {
        BigInteger sum = new BigDecimal(answer.sum()).toBigIntegerExact().mod(MODULUS);
        return new TableProof.Content(answer.rows(), String.format("%016x", sum));
    }

    /** In the source's order, whatever the order is at the destination. */
    private List<TypedColumn> columns(ShopTable table) throws SQLException {
        String all = source.ask("""
                select string_agg(quote_ident(attname) || ':' || format_type(atttypid, atttypmod), ';' order by attnum)
                from pg_attribute where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                """.formatted(table.sqlName()));
        List<TypedColumn> columns = new ArrayList<>();
        for (String column : all.split(";")) {
            int colon = column.indexOf(':');
            columns.add(new TypedColumn(column.substring(0, colon), column.substring(colon + 1)));
        }
        return columns;
    }
}
