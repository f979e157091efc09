package dev.tain.clickhouse.internal.pg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.clickhouse.internal.pg.PgType.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types as the source spells and describes them. */
class PgTypeTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            character varying(3);              TEXT
            "char";                            CHAR
            timestamp(3) with time zone;       TIMESTAMPTZ
            interval day to second(3);         INTERVAL
            public.hstore;                     HSTORE
            "Odd.name".citext;                 TEXT
            public.vector(3);                  VECTOR
            public.halfvec(3);                 HALF_VECTOR
            public.sparsevec(3);               SPARSE_VECTOR
            public.geometry(Point,4326);       HEX
            public.geography;                  HEX
            public.cube;                       CUBE
            regnamespace;                      UINT4
            regularity;                        UNKNOWN
            public.mood;                       UNKNOWN
            int8multirange;                    MULTIRANGE
            int2vector;                        LIST
            numeric(3,-2)[];                   ARRAY
            """)
    void isOfItsKind(String type, Kind kind) {
        assertThat(PgType.parse(type).kind()).isEqualTo(kind);
    }

    @Test
    void knowsWhatItIsMadeOf() {
        PgType type = PgType.parse("composite(numeric(10,2), composite(), \"a,)\".hstore, range(enum)[])[]");
        PgType element = type.element();
        assertThat(element.parts())
                .extracting(PgType::kind)
                .containsExactly(Kind.NUMERIC, Kind.COMPOSITE, Kind.HSTORE, Kind.ARRAY);
        assertThat(element.parts().getFirst().scale()).isEqualTo(2);
        assertThat(element.parts().getLast().element().element().kind()).isEqualTo(Kind.ENUM);
        assertThat(type.isKnown()).isTrue();
        assertThat(PgType.parse("composite(integer, public.secret)[]").isKnown())
                .isFalse();
    }
}
