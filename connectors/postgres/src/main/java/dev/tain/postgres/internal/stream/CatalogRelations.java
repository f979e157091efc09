package dev.tain.postgres.internal.stream;

import dev.tain.model.Column;
import dev.tain.model.EarlierValue;
import dev.tain.model.ErrorKind;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Closing;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.TableDescriber;
import dev.tain.postgres.internal.TypeDescriber;
import dev.tain.postgres.internal.TypeDescriber.TypeName;
import dev.tain.postgres.internal.TypeDescriber.TypeNumber;
import dev.tain.postgres.internal.stream.RelationMessage.WireColumn;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Completes the stream's relations from the server's catalog, over a connection of its own that is opened when it is
 * first needed.
 *
 * <p>The stream tells names, types and what identifies a row as they were when the row was changed; the catalog tells
 * what is now and may be ahead. So names, order and types come from the stream. What a type is made of, and whether a
 * column may be null, comes from the catalog; of a column that is gone now it is assumed that it may. The key comes
 * from the catalog too, unless the stream identifies rows by other columns: then these are the key, in the order of
 * the columns.
 */
final class CatalogRelations implements RelationResolver, AutoCloseable {
    private final Connections connections;
    private @Nullable Connection connection;

    CatalogRelations(Connections connections) {
        this.connections = connections;
    }

    @Override
    public TableSchema resolve(RelationMessage relation) {
        try {
            return resolve(relation, connection());
        } catch (TainException e) {
            if (e.kind() != ErrorKind.TRANSIENT) {
                throw e;
            }
            close(); // it may have been idle for too long for someone between us and the server
            return resolve(relation, connection());
        }
    }

    private static TableSchema resolve(RelationMessage relation, Connection connection) {
        List<Column> present = TableDescriber.describe(connection, List.of(relation.name())).stream()
                .flatMap(table -> table.columns().stream())
                .toList();
        List<TypeName> types = TypeDescriber.describe(
                connection,
                relation.columns().stream()
                        .map(column -> new TypeNumber(column.typeOid(), column.typeModifier()))
                        .toList());
        return complete(relation, types, present);
    }

    static TableSchema complete(RelationMessage relation, List<TypeName> types, List<Column> present) {
        Map<String, Column> byName = present.stream().collect(Collectors.toMap(Column::name, Function.identity()));
        Map<String, Integer> key = key(relation, present);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String name = relation.columns().get(i).name();
            Column now = byName.get(name);
            columns.add(new Column(
                    name,
                    types.get(i).text(),
                    now == null || now.nullable(),
                    key.getOrDefault(name, 0),
                    types.get(i).encoding(),
                    now == null ? null : now.generatedAs(),
                    now == null ? EarlierValue.NULL : now.earlier(),
                    types.get(i).form(),
                    types.get(i).types()));
        }
        return new TableSchema(relation.name(), columns);
    }

    /** The ordinals of the key columns. */
    private static Map<String, Integer> key(RelationMessage relation, List<Column> present) {
        Map<String, Integer> ofCatalog =
                present.stream().filter(Column::isKey).collect(Collectors.toMap(Column::name, Column::keyOrdinal));
        List<String> ofStream = relation.columns().stream()
                .filter(WireColumn::identifies)
                .map(WireColumn::name)
                .toList();
        boolean identifiesByKey = relation.identity() != 'f' && !ofStream.isEmpty();
        if (!identifiesByKey || ofCatalog.keySet().equals(Set.copyOf(ofStream))) {
            return ofCatalog;
        }
        return ofStream.stream().collect(Collectors.toMap(Function.identity(), name -> ofStream.indexOf(name) + 1));
    }

    private Connection connection() {
        Connection open = connection;
        if (open == null) {
            open = connections.open();
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            Closing.quietly(open);
        }
    }
}
