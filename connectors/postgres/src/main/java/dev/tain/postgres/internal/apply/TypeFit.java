package dev.tain.postgres.internal.apply;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.postgres.internal.apply.StoredTable.StoredColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether every value of a source column can be kept in a column that the destination has. */
final class TypeFit {
    private static final Pattern MODIFIERS = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");

    /** Types that take every value of another type as it is; converted by a cast on the way. */
    private static final Map<String, Set<String>> WIDER = Map.of(
            "smallint", Set.of("integer", "bigint", "numeric", "real", "double precision"),
            "integer", Set.of("bigint", "numeric", "double precision"),
            "bigint", Set.of("numeric"),
            "real", Set.of("double precision"),
            "character varying", Set.of("text"),
            "character", Set.of("text"),
            "name", Set.of("text"),
            "cidr", Set.of("inet"));

    private TypeFit() {}

    /** @param typeIds the numbers at the destination of the source's types, 0 for one that it does not have */
    static boolean fits(Column source, Column wanted, StoredColumn stored, Map<String, Long> typeIds) {
        if (!wanted.type().equals(source.type())) {
            return typeIds.getOrDefault(wanted.type(), 0L) == stored.typeId(); // as the user asked
        }
        if (typeIds.getOrDefault(source.type(), 0L) == stored.typeId()) {
            return modifiersFit(source.type(), stored.type());
        }
        return WIDER.getOrDefault(bare(source.type()), Set.of()).contains(bare(stored.type()))
                && !MODIFIERS.matcher(stored.type()).find();
    }

    /** Whether values travel in a form that the destination must have the type for. */
    static boolean needsType(Column source) {
        return source.encoding() == Encoding.BINARY;
    }

    private static String bare(String type) {
        return MODIFIERS.matcher(type).replaceAll("");
    }

    /** A length, a precision or a scale at the destination must be at least the source's. */
    private static boolean modifiersFit(String source, String stored) {
        List<Integer> there = modifiers(stored);
        List<Integer> here = modifiers(source);
        if (there.isEmpty()) {
            return true;
        }
        if (here.isEmpty()) {
            return false;
        }
        if (bare(source).startsWith("numeric")) {
            int moreScale = there.get(1) - here.get(1);
            return moreScale >= 0 && there.get(0) - here.get(0) >= moreScale;
        }
        boolean exactLength = bare(source).equals("bit");
        return exactLength ? there.equals(here) : there.getFirst() >= here.getFirst();
    }

    private static List<Integer> modifiers(String type) {
        Matcher found = MODIFIERS.matcher(type);
        if (!found.find()) {
            return List.of();
        }
        String second = found.group(2);
        return List.of(Integer.parseInt(found.group(1)), second == null ? 0 : Integer.parseInt(second));
    }
}
