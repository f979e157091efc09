package dev.tain.clickhouse.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tables that exist already may have: the contract of each pair of types. */
class ConversionTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            integer; Int32
            integer; Nullable(Int64)
            integer; Int256
            oid; Int64
            oid; UInt32
            boolean; UInt8
            real; Float64
            text; LowCardinality(Nullable(String))
            numeric; String
            numeric(76,0); String
            bigint; String
            jsonb; String
            jsonb; JSON
            uuid; UUID
            uuid; String
            money; Decimal(19, 2)
            """)
    void holdsEveryValue(String from, String to) {
        assertThat(conversion(from, to).isExact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            double precision; Float32; single precision
            numeric(10,2); Decimal(10, 2); NaN
            numeric(12,2); Decimal(10, 2); cannot hold
            numeric; Decimal(76, 38); cannot hold
            numeric; Float64; double precision
            timestamp without time zone; DateTime64(3); keep 3 digits
            timestamp with time zone; DateTime; fractions of seconds
            date; Date; 1970 to 2149
            integer[]; Array(Int32); NULL become the type's default
            hstore; Map(String, String); NULL become ''
            bytea; FixedString(16); refused
            """)
    void saysWhatMayBeLost(String from, String to, String loss) {
        assertThat(conversion(from, to).isPossible()).isTrue();
        assertThat(conversion(from, to).loss()).contains(loss);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            bigint; Int32
            integer; UInt32
            oid; Int32
            xid8; Int64
            text; Int32
            text; UUID
            date; DateTime64(6)
            timestamp without time zone; Date32
            timestamp without time zone; String
            integer[]; Array(String)x
            integer[]; String
            text; Enum8('a' = 1)
            tsvector; String
            """)
    void refusesWhatCannotHoldIt(String from, String to) {
        boolean possible = conversion(from, to.replace("x", "")).isPossible();
        assertThat(possible).isEqualTo(to.endsWith("x")); // numbers in an array may become texts
    }

    private static Conversion conversion(String from, String to) {
        return Conversion.of(PgType.parse(from), ChType.parse(to));
    }
}
