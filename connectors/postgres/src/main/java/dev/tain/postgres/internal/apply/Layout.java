package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.apply.StoredTable.StoredColumn;
import dev.tain.postgres.internal.apply.StoredTable.StoredIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the rows of a mapped table go into the table that the destination has.
 *
 * @param fields one for each carried column, in order
 * @param extras names in SQL of columns that the destination has beyond ours; generated ones are not among them
 * @param direct whether rows can be copied into the table as they come
 * @param otherIndexes the unique indexes besides the key's
 */
record Layout(
        MappedTable mapped,
        List<Field> fields,
        List<String> extras,
        boolean direct,
        List<StoredIndex> otherIndexes,
        boolean overridesIdentity) {
    Layout {
        fields = List.copyOf(fields);
        extras = List.copyOf(extras);
        otherIndexes = List.copyOf(otherIndexes);
    }

    /** Whether nothing but the key can make two rows conflict. */
    boolean onlyKeyIsUnique() {
        return otherIndexes.isEmpty();
    }

    /**
     * One carried column.
     *
     * @param column its name in SQL
     * @param type its type at the destination
     * @param stagingType the type in which its values arrive
     * @param detour how they are staged where the server does not receive all of them in it
     * @param collation a COLLATE clause for the staging column, or empty
     * @param operator the key index's equality operator; empty when it is not part of the key
     */
    record Field(
            String column,
            String type,
            String stagingType,
            String collation,
            boolean casts,
            Detour detour,
            int keyOrdinal,
            String operator,
            boolean notNull) {
        /** Whether staged values are others than those that are written. */
        boolean converts() {
            return casts || detour != Detour.NONE;
        }

        /** SQL for the value that is written, out of the staged one. */
        String written(String staged) {
            String value = detour.written(staged);
            return casts ? "CAST(" + value + " AS " + type + ")" : value;
        }

        /** SQL for a value as it would be staged, out of the stored one. */
        String staged(String stored) {
            return detour.staged(casts ? "CAST(" + stored + " AS " + stagingType + ")" : stored);
        }

        boolean isKey() {
            return keyOrdinal > 0;
        }
    }

    /** The fields whose bytes change on the way into a staging table. */
    BitSet wrapped() {
        BitSet wrapped = new BitSet();
        for (int i = 0; i < fields.size(); i++) {
            wrapped.set(i, fields.get(i).detour().wraps());
        }
        return wrapped;
    }

    boolean hasKey() {
        return fields.stream().anyMatch(Field::isKey);
    }

    TableName destination() {
        return mapped.destination().name();
    }

    /** Whether a row that exists can differ in anything but its key. */
    boolean hasMoreThanKey() {
        return fields.stream().anyMatch(field -> !field.isKey())
                || mapped.softDeletes()
                || !mapped.syncedAtColumn().isEmpty();
    }

    /**
     * Fits a mapped table to the stored one.
     *
     * @param typeIds the numbers here of the mapped table's source types
     */
    static Layout of(MappedTable mapped, StoredTable stored, Map<String, Long> typeIds) {
        Set<String> keyNames = mapped.destination().columns().stream()
                .filter(Column::isKey)
                .map(Column::name)
                .collect(Collectors.toSet());
        StoredIndex key = keyNames.isEmpty()
                ? StoredIndex.NONE
                : stored.keyIndex(keyNames)
                        .orElseThrow(
                                () -> unfit(mapped, "no unique index on exactly its key " + keyNames + " any more"));
        List<Field> fields = new ArrayList<>();
        boolean direct = true;
        boolean overridesIdentity = false;
        for (int i = 0; i < mapped.source().columns().size(); i++) {
            Column source = mapped.source().columns().get(i);
            Column wanted = mapped.destination().columns().get(i);
            StoredColumn column = stored.column(wanted.name())
                    .orElseThrow(() -> unfit(mapped, "no column " + wanted.name() + " any more"));
            Field field = field(source, wanted, column, key, typeIds);
            direct &= !field.converts();
            overridesIdentity |= column.identity().equals("a");
            fields.add(field);
        }
        return new Layout(
                mapped,
                fields,
                extras(mapped, stored),
                direct && flagDefaultsToFalse(mapped, stored),
                stored.uniqueIndexes().stream()
                        .filter(index -> !index.equals(key))
                        .toList(),
                overridesIdentity);
    }

    private static Field field(
            Column source, Column wanted, StoredColumn column, StoredIndex key, Map<String, Long> typeIds) {
        boolean sameType = typeIds.getOrDefault(source.type(), 0L) == column.typeId();
        boolean text = source.encoding() == Encoding.TEXT;
        String stagingType = text ? "text" : sameType ? column.stagingType() : source.type();
        return new Field(
                Identifiers.quote(column.name()),
                column.type(),
                stagingType,
                sameType && !text ? column.collation() : "",
                text || !sameType,
                text || wanted.isKey() ? Detour.NONE : Detour.of(source.wireType()),
                wanted.keyOrdinal(),
                wanted.isKey() ? key.operators().get(key.columns().indexOf(column.name())) : "",
                column.notNull());
    }

    private static List<String> extras(MappedTable mapped, StoredTable stored) {
        Set<String> ours = new HashSet<>(List.of(mapped.softDeleteColumn(), mapped.syncedAtColumn()));
        mapped.destination().columns().forEach(column -> ours.add(column.name()));
        return stored.columns().stream()
                .filter(column -> !column.generated() && !ours.contains(column.name()))
                .map(column -> Identifiers.quote(column.name()))
                .toList();
    }

    /** A row that is copied says nothing of the flag, so the table must. */
    private static boolean flagDefaultsToFalse(MappedTable mapped, StoredTable stored) {
        return !mapped.softDeletes()
                || stored.column(mapped.softDeleteColumn())
                        .map(column -> Objects.equals(column.defaultValue(), "false"))
                        .orElse(false);
    }

    private static TainException unfit(MappedTable mapped, String why) {
        return new TainException(
                ErrorCode.TABLE_UNFIT,
                "The destination table " + mapped.destination().name() + " has " + why + ".",
                "Put the table back as the mirror made or found it, or take it out of the mirror.");
    }
}
