package dev.tain.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table.
 *
 * @param type the type in the source system's own spelling, modifiers included, such as {@code numeric(10,2)}
 * @param keyOrdinal the column's place in the key, from 1; 0 when it is not part of it
 * @param generatedAs the expression of a stored generated column, whose values are computed and never copied
 * @param earlier what rows hold that were there before the column was added
 * @param form for a type of the user's own, the built-in type whose values have the same bytes: {@code text} for an
 *     enumeration, the base type for a domain; empty where the type itself says it, or where there is none
 */
public record Column(
        String name,
        String type,
        boolean nullable,
        int keyOrdinal,
        Encoding encoding,
        @Nullable String generatedAs,
        EarlierValue earlier,
        String form) {
    public Column {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(encoding);
        if (keyOrdinal < 0) {
            throw new IllegalArgumentException("negative key ordinal of column " + name);
        }
    }

    public Column(
            String name, String type, boolean nullable, int keyOrdinal, Encoding encoding, @Nullable String generated) {
        this(name, type, nullable, keyOrdinal, encoding, generated, EarlierValue.NULL, "");
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
        return new Column(name, type, true, keyOrdinal, encoding, generatedAs, earlier, form);
    }

    public boolean isGenerated() {
        return generatedAs != null;
    }
}
