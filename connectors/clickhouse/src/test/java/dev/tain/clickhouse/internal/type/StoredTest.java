package dev.tain.clickhouse.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A value that the server gives back ends where the encoder ended it. */
class StoredTest {
    @Test
    void findsTheEndOfEveryType() {
        for (String type : new String[] {
            "Bool",
            "Int16",
            "Int256",
            "Float64",
            "Date32",
            "DateTime64(6)",
            "UUID",
            "Decimal(9, 2)",
            "Decimal(18, 2)",
            "Decimal(38, 2)",
            "Decimal(76, 2)",
            "FixedString(7)"
        }) {
            Out out = new Out();
            ChType parsed = ChType.parse(type);
            out.zeros(64);
            assertThat(Stored.end(ChType.of("Nullable", parsed), out.bytes(), 0))
                    .as(type)
                    .isEqualTo(1 + Stored.end(parsed, out.bytes(), 0));
        }
    }

    @Test
    void readsLengthsOfSeveralBytes() {
        Out out = new Out();
        out.string("x".repeat(20_000));
        out.i8(1); // NULL
        out.length(2); // an array of two texts, one of them NULL
        out.i8(1);
        out.i8(0);
        out.string("element");
        int first = Stored.end(ChType.of("String"), out.bytes(), 0);
        int second = Stored.end(ChType.parse("Nullable(String)"), out.bytes(), first);
        assertThat(Stored.length(out.bytes(), 0)).isEqualTo(20_000);
        assertThat(second).isEqualTo(first + 1);
        assertThat(Stored.end(ChType.parse("Array(Nullable(String))"), out.bytes(), second))
                .isEqualTo(out.size());
    }
}
