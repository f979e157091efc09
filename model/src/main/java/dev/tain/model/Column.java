package dev.tain.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table.
 *
 * @param type the type in the source system's own spelling, modifiers included, such as {@code numeric(10,2)}
 * @param keyOrdinal the column's place in the key, from 1; 0 when it is not part of it
 * @param generatedAs the expression of a stored generated column, whose values are computed and never copied
 * @param earlier what rows hold that were there before the column was added
 * @param form for a type of the user's own, what its values are made of, in the spelling of built-in types and these:
 *     {@code enum}; {@code composite(integer, text)} with the attributes in their order; {@code range(numeric)} and
 *     {@code multirange(numeric)} of the bounds' type. A domain has the form of its base type, and any of these may be
 *     an array's element. Empty where the type itself says it, or where its bytes are known to its makers only
 * @param types the types of the user's own that the column needs, each behind those that it is made of itself
 */
public record Column(
        String name,
        String type,
        boolean nullable,
        int keyOrdinal,
        Encoding encoding,
        @Nullable String generatedAs,
        EarlierValue earlier,
        String form,
        List<UserType> types) {
    public Column {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(encoding);
        types = List.copyOf(types);
        if (keyOrdinal < 0) {
            throw new IllegalArgumentException("negative key ordinal of column " + name);
        }
    }

    public Column(
            String name, String type, boolean nullable, int keyOrdinal, Encoding encoding, @Nullable String generated) {
        this(name, type, nullable, keyOrdinal, encoding, generated, EarlierValue.NULL, "");
    }

    public Column(
            String name,
            String type,
            boolean nullable,
            int keyOrdinal,
            Encoding encoding,
            @Nullable String generated,
            EarlierValue earlier,
            String form) {
        this(name, type, nullable, keyOrdinal, encoding, generated, earlier, form, List.of());
    }

    /** The type whose bytes its values have. */
    public String wireType() {
        return form.isEmpty() ? type : form;
    }

    public boolean isKey() {
        return keyOrdinal > 0;
    }

    /** The column as it is added to a destination table that has rows already. */
    public Column added() {
        return new Column(name, type, true, keyOrdinal, encoding, generatedAs, earlier, form, types);
    }

    /** The same column, knowing what its values are made of. */
    public Column formed(String what) {
        return new Column(name, type, nullable, keyOrdinal, encoding, generatedAs, earlier, what, types);
    }

    /** The same column, knowing which types of the user's own it needs. */
    public Column needing(List<UserType> needed) {
        return new Column(name, type, nullable, keyOrdinal, encoding, generatedAs, earlier, form, needed);
    }

    public boolean isGenerated() {
        return generatedAs != null;
    }
}
