package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.PgType;
import org.jspecify.annotations.Nullable;

/**
 * How values of a column are written.
 *
 * @param type the column's type at the destination, which may be nullable
 * @param encoder null when the type cannot hold the values
 * @param loss what of a value may not arrive, as a sentence; empty when everything does
 */
public record Conversion(ChType type, @Nullable ValueEncoder encoder, String loss) {
    /** Chooses the conversion from one type to another. */
    public static Conversion of(PgType from, ChType to) {
        Conversion found = Conversions.find(from, to.bare());
        return new Conversion(to, found.encoder(), found.loss());
    }

    static Conversion none(ChType to) {
        return new Conversion(to, null, "");
    }

    public boolean isPossible() {
        return encoder != null;
    }

    public boolean isExact() {
        return isPossible() && loss.isEmpty();
    }
}
