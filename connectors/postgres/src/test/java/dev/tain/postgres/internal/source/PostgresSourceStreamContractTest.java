package dev.tain.postgres.internal.source;

import dev.tain.connector.Source;
import dev.tain.testkit.SourceStreamContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSourceStreamContractTest extends SourceStreamContract {
    @RegisterExtension
    final SourceDatabase database = new SourceDatabase();

    @Override
    protected Source source() {
        return database.source();
    }

    @Override
    protected void transaction(String... statements) {
        database.transaction(statements);
    }

    @Override
    protected String schema() {
        return "public";
    }
}
