package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
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
        Map<String, Long> typeIds = StoredTables.typeIds(session.connection(), types(tables));
        boolean replica = session.query("SELECT current_setting('session_replication_role')")
                .getFirst()
                .getFirst()
                .equals("replica");
        for (MappedTable table : tables) {
            TableName name = table.destination().name();
            StoredTable existing = stored.get(name);
            if (existing != null) {
                TableCheck check = new TableCheck(table, existing, typeIds, user);
                problems.addAll(check.run(replica));
                if (mustBeEmpty && existing.isTable() && existing.privileges().contains("SELECT")) {
                    checkEmpty(name);
                }
            } else if (!missingSchemas.contains(name.schema())) {
                checkCreation(table, typeIds);
            }
        }
        return problems;
    }

    private static Set<String> types(List<MappedTable> tables) {
        Set<String> types = new LinkedHashSet<>();
        for (MappedTable table : tables) {
            table.source().columns().forEach(column -> types.add(column.type()));
            table.destination().columns().forEach(column -> types.add(column.type()));
        }
        return types;
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

    private void checkCreation(MappedTable table, Map<String, Long> typeIds) throws SQLException {
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
        List<Problem> typeProblems = missingTypes(table, typeIds);
        problems.addAll(typeProblems);
        if (typeProblems.isEmpty()) {
            tryCreation(table);
        }
    }

    private void tryCreation(MappedTable table) throws SQLException {
        session.begin();
        try {
            session.run(TableDefinition.create(table));
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

    static List<Problem> missingTypes(MappedTable table, Map<String, Long> typeIds) {
        List<Problem> missing = new ArrayList<>();
        for (int i = 0; i < table.source().columns().size(); i++) {
            Column source = table.source().columns().get(i);
            Column wanted = table.destination().columns().get(i);
            Set<String> needed = new LinkedHashSet<>(Set.of(wanted.type()));
            if (TypeFit.needsType(source)) {
                needed.add(source.type());
            }
            for (String type : needed) {
                if (typeIds.getOrDefault(type, 0L) == 0) {
                    missing.add(missingType(table, wanted, type));
                }
            }
        }
        return missing;
    }

    static Problem missingType(MappedTable table, Column column, String type) {
        TableName name = table.destination().name();
        return new Problem(
                ErrorCode.TABLE_UNFIT,
                name.toString(),
                "The destination has no type " + type + ", which column " + column.name() + " of " + name + " needs.",
                "Create it as the source has it: CREATE TYPE " + type
                        + " ..., or CREATE EXTENSION when it is an extension's.");
    }

    private void add(ErrorCode code, String subject, String sentence, String remedy) {
        problems.add(new Problem(code, subject, sentence, remedy));
    }
}
