package dev.tain.postgres.internal.stream;

import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The relations that the stream has told about, watched or not. The catalog is asked about a relation when its first
 * watched row comes, never for unwatched ones.
 *
 * <p>Used by the reading thread, except for {@link #watch}.
 */
final class Relations {
    private final RelationResolver resolver;
    private final Map<Integer, Known> byOid = new HashMap<>();
    private @Nullable Known last;
    private volatile Watched watched;

    Relations(RelationResolver resolver, Map<TableName, Set<String>> watched) {
        this.resolver = resolver;
        this.watched = new Watched(watched, 0);
    }

    /** Any thread may call it; it holds from the next row on. */
    synchronized void watch(Map<TableName, Set<String>> tables) {
        watched = new Watched(tables, watched.version + 1);
    }

    /** Takes a relation's new description; the old one is forgotten. */
    void learn(RelationMessage message) {
        byOid.put(message.oid(), new Known(message));
        last = null;
    }

    /** How to decode the relation's rows, or null when it is not watched. */
    @Nullable
    Relation find(int oid) {
        Known known = last;
        if (known == null || known.message.oid() != oid) {
            known = byOid.get(oid);
            if (known == null) {
                throw Message.broken(
                        "a row of relation " + Integer.toUnsignedString(oid) + ", which was not described");
            }
            last = known;
        }
        return known.plan(watched, resolver);
    }

    /**
     * Which tables are watched.
     *
     * @param tables with the names of their excluded columns
     * @param version tells one set from the next, at the cost of comparing a number
     */
    private record Watched(Map<TableName, Set<String>> tables, int version) {}

    /** One relation, and how it is decoded under the tables watched now. */
    private static final class Known {
        private final RelationMessage message;
        private @Nullable TableSchema resolved;
        private int plannedFor = -1;
        private @Nullable Relation plan;

        Known(RelationMessage message) {
            this.message = message;
        }

        @Nullable
        Relation plan(Watched watched, RelationResolver resolver) {
            if (watched.version != plannedFor) {
                Set<String> excluded = watched.tables.get(message.name());
                plan = excluded == null ? null : new Relation(message, resolved(resolver), excluded);
                plannedFor = watched.version;
            }
            return plan;
        }

        private TableSchema resolved(RelationResolver resolver) {
            TableSchema known = resolved;
            if (known == null) {
                known = resolver.resolve(message);
                resolved = known;
            }
            return known;
        }
    }
}
