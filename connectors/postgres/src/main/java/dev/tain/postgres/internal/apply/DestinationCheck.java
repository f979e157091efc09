package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds everything that would keep tables from being written: what the database lacks, then table by table. Tables that
 * would be created are created to see that it works, and that is undone.
 */
final class DestinationCheck {
    private final Session session;
    private final String metadataSchema;
    private final String user;
    private final List<Problem> problems = new ArrayList<>();

    DestinationCheck(Session session, String metadataSchema, String user) {
        this.session = session;
        this.metadataSchema = metadataSchema;
        this.user = Identifiers.quote(user);
    }

    List<Problem> run(List<MappedTable> tables, boolean mustBeEmpty) throws SQLException {
        checkDatabase();
        checkSharedTables(tables);
        Set<String> missingSchemas = checkSchemas(tables);
        Map<TableName, StoredTable> stored = StoredTables.read(
                session.connection(),
                tables.stream().map(table -> table.destination().name()).toList());
        TypeCheck types = TypeCheck.of(session, tables);
        boolean replica = session.query("SELECT current_setting('session_replication_role')")
                .getFirst()
                .getFirst()
                .equals("replica");
        for (MappedTable table : tables) {
            checkWidth(table);
            TableName name = table.destination().name();
            StoredTable existing = stored.get(name);
            if (existing != null) {
                checkTypes(table, types, false);
                problems.addAll(new TableCheck(table, existing, types.types(), user).run(replica));
                if (mustBeEmpty && existing.isTable() && existing.privileges().contains("SELECT")) {
                    checkEmpty(name);
                }
            } else if (!missingSchemas.contains(name.schema())) {
                checkCreation(table, types);
            }
        }
        return problems;
    }

    // ---- the database

    private void checkDatabase() throws SQLException {
        if (lacks("has_database_privilege(current_database(), 'TEMP')")) {
            add(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    "database",
                    "The user may not create temporary tables, through which changes are applied.",
                    "GRANT TEMPORARY ON DATABASE ... TO " + user + ".");
        }
        String schema = Identifiers.literal(metadataSchema);
        boolean exists = !session.query("SELECT 1 FROM pg_namespace WHERE nspname = " + schema)
                .isEmpty();
        if (!exists && lacks("has_database_privilege(current_database(), 'CREATE')")) {
            add(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    metadataSchema,
                    "The schema " + metadataSchema
                            + " for the mirror's bookkeeping is missing and the user may not create it.",
                    "CREATE SCHEMA " + Identifiers.quote(metadataSchema) + " AUTHORIZATION " + user + ".");
        }
        if (exists && !Preparation.exists(session, metadataSchema) && lacksOnSchema(metadataSchema)) {
            add(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    metadataSchema,
                    "The user may not create tables for the mirror's bookkeeping in the schema " + metadataSchema + ".",
                    "GRANT USAGE, CREATE ON SCHEMA " + Identifiers.quote(metadataSchema) + " TO " + user + ".");
        }
    }

    private boolean lacks(String privilege) throws SQLException {
        return !session.query("SELECT 1 WHERE NOT " + privilege).isEmpty();
    }

    private boolean lacksOnSchema(String schema) throws SQLException {
        String name = Identifiers.literal(Identifiers.quote(schema));
        return lacks("has_schema_privilege(to_regnamespace(" + name + ")::oid, 'CREATE')")
                || lacks("has_schema_privilege(to_regnamespace(" + name + ")::oid, 'USAGE')");
    }

    /** Two sources in one table would overwrite and truncate each other's rows. */
    private void checkSharedTables(List<MappedTable> tables) {
        Map<TableName, TableName> sources = new HashMap<>();
        for (MappedTable table : tables) {
            TableName other = sources.putIfAbsent(table.destination().name(), table.name());
            if (other != null) {
                add(
                        ErrorCode.TABLE_UNFIT,
                        table.destination().name().toString(),
                        "Both " + other + " and " + table.name() + " would be written to "
                                + table.destination().name() + ".",
                        "Give each source table a destination table of its own.");
            }
        }
    }

    private Set<String> checkSchemas(List<MappedTable> tables) throws SQLException {
        Set<String> schemas = new LinkedHashSet<>();
        tables.forEach(table -> schemas.add(table.destination().name().schema()));
        Set<String> missing = new LinkedHashSet<>();
        for (String schema : schemas) {
            if (session.query("SELECT 1 FROM pg_namespace WHERE nspname = " + Identifiers.literal(schema))
                    .isEmpty()) {
                missing.add(schema);
                add(
                        ErrorCode.SCHEMA_MISSING,
                        schema,
                        "The destination has no schema " + schema + ".",
                        "CREATE SCHEMA " + Identifiers.quote(schema) + ", or choose another one.");
            }
        }
        return missing;
    }

    // ---- a table

    private void checkWidth(MappedTable table) {
        int surplus = Staging.columns(table) - Staging.MOST_COLUMNS;
        if (surplus > 0) {
            TableName name = table.destination().name();
            int columns = table.source().columns().size();
            add(
                    ErrorCode.TABLE_UNFIT,
                    name.toString(),
                    "The table " + name + " has " + columns + " columns, and changes can be applied to "
                            + (columns - surplus) + " of them at most: the server's limit is " + Staging.MOST_COLUMNS
                            + ", and they travel with their earlier keys beside them.",
                    "Exclude at least " + surplus + " of its columns.");
        }
    }

    private void checkEmpty(TableName name) throws SQLException {
        if (!session.query("SELECT 1 FROM " + Identifiers.quote(name) + " LIMIT 1")
                .isEmpty()) {
            add(
                    ErrorCode.TABLE_NOT_EMPTY,
                    name.toString(),
                    "The destination table " + name + " has rows, and the first copy needs an empty table.",
                    "TRUNCATE " + Identifiers.quote(name) + ", or create the mirror without initial snapshot.");
        }
    }

    private void checkCreation(MappedTable table, TypeCheck types) throws SQLException {
        TableName name = table.destination().name();
        if (lacksOnSchema(name.schema())) {
            add(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    name.toString(),
                    "The table " + name + " does not exist and the user may not create it in its schema.",
                    "GRANT USAGE, CREATE ON SCHEMA " + Identifiers.quote(name.schema()) + " TO " + user
                            + ", or create the table.");
            return;
        }
        checkTypes(table, types, true);
    }

    /** @param makesTable whether the table would be made, too */
    private void checkTypes(MappedTable table, TypeCheck types, boolean makesTable) throws SQLException {
        List<Problem> found = types.run(table);
        problems.addAll(found);
        if (found.isEmpty() && (makesTable || !types.types().missing(table).isEmpty())) {
            tryCreation(table, types, makesTable);
        }
    }

    private void tryCreation(MappedTable table, TypeCheck types, boolean makesTable) throws SQLException {
        session.begin();
        try {
            List<Problem> unmakeable = types.tryMaking(table);
            problems.addAll(unmakeable);
            if (unmakeable.isEmpty() && makesTable) {
                session.run(TableDefinition.create(table));
            }
        } catch (SQLException e) {
            String name = table.destination().name().toString();
            problems.add(new Problem(
                    ErrorCode.TABLE_UNFIT,
                    name,
                    Errors.translate(e, "trying to create " + name).sentence(),
                    "Create the table by hand, or change its mapping."));
        } finally {
            session.rollback();
        }
    }

    private void add(ErrorCode code, String subject, String sentence, String remedy) {
        problems.add(new Problem(code, subject, sentence, remedy));
    }
}
