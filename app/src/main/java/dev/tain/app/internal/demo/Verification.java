package dev.tain.app.internal.demo;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    private final Database destination;

    Verification(Database source, Database destination) {
        this.source = source;
        this.destination = destination;
    }

    /** The columns are named in the source's order, whatever their order is at the destination. */
    private record Question(ShopTable table, String columns) {
        String sql() {
            return "select count(*), coalesce(sum(hashtextextended(row(" + columns + ")::text, 0)::numeric), 0)"
                    + " from " + table.sqlName();
        }
    }

    List<TableProof> run() throws SQLException, InterruptedException {
        List<Question> questions = questions();
        try (ExecutorService sides = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<TableProof.Content>> atSource = sides.submit(() -> contents(source, questions));
            Future<List<TableProof.Content>> atDestination = sides.submit(() -> contents(destination, questions));
            List<TableProof> proofs = new ArrayList<>();
            for (int i = 0; i < questions.size(); i++) {
                proofs.add(new TableProof(
                        questions.get(i).table(),
                        atSource.get().get(i),
                        atDestination.get().get(i)));
            }
            return proofs;
        } catch (ExecutionException e) {
            throw new SQLException("The databases could not be compared: " + e.getCause(), e);
        }
    }

    private List<Question> questions() throws SQLException {
        List<Question> questions = new ArrayList<>();
        for (ShopTable table : ShopTable.values()) {
            questions.add(new Question(table, source.ask("""
                    select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
                    where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                    """.formatted(table.sqlName()))));
        }
        return questions;
    }

    private static List<TableProof.Content> contents(Database database, List<Question> questions) throws SQLException {
        List<TableProof.Content> contents = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
            for (Question question : questions) {
                try (ResultSet row = statement.executeQuery(question.sql())) {
                    row.next();
                    BigInteger sum = row.getBigDecimal(2).toBigIntegerExact().mod(MODULUS);
                    contents.add(new TableProof.Content(row.getLong(1), String.format("%016x", sum)));
                }
            }
        }
        return contents;
    }
}
