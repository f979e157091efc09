package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.TextForms;
import dev.tain.connector.RowKey;
import dev.tain.model.RowBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keys in the source's text form, to look rows up by. */
final class KeyTexts {
    private KeyTexts() {}

    static RowKey of(RowBuffer rows, int image) {
        List<String> values = new ArrayList<>();
        for (int index : rows.schema().keyIndexes()) {
            int field = rows.field(image, index);
            values.add(TextForms.of(
                    PgType.of(rows.schema().columns().get(index)),
                    rows.bytes(),
                    field + Integer.BYTES,
                    rows.length(field)));
        }
        return new RowKey(values);
    }
}
