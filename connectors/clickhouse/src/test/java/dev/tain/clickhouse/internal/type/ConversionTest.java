package dev.tain.clickhouse.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.clickhouse.internal.pg.PgType;
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
            uuid; UUID
            uuid; String
            money; Decimal(19, 2)
            money(0); Decimal(19, 0)
            money(3); Decimal(19, 3)
            money; String
            public.halfvec(2); Array(Float32)
            public.sparsevec(2); String
            public.geometry(Point,4326); String
            timestamp without time zone; String
            integer[]; String
            tsvector; String
            int4range; String
            composite(integer, enum[]); String
            enum; LowCardinality(Nullable(String))
            "char"; FixedString(1)
            point; Point
            time without time zone; Time64(6)
            oid; Decimal64(2)
            boolean; Int8
            smallint; Float32
            """)
    void holdsEveryValue(String from, String to) {
        assertThat(conversion(from, to).isExact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            double precision; Float32; single precision
            numeric(10,2); Decimal(10, 2); NaN
            numeric(12,2); Decimal(10, 2); refused
            numeric; Decimal(76, 38); refused
            numeric; Float64; double precision
            bigint; Int32; beyond Int32 are refused
            integer; UInt32; beyond UInt32 are refused
            oid; Int32; refused
            xid8; Int64; refused
            bigint; Float64; refused
            timestamp without time zone; DateTime64(3); keep 3 digits
            timestamp with time zone; DateTime; fractions of seconds
            date; Date; 1970 to 2149
            date; DateTime64(6); 1900 to 2299
            time with time zone; Time64(6); zone is lost
            integer[]; Array(Int32); NULL become the type's default
            integer[]; Array(Array(Int32)); other than 2 dimensions
            bigint[]; Array(Int8); beyond Int8
            hstore; Map(String, String); NULL become ''
            bytea; FixedString(16); refused
            jsonb; JSON; not an object
            inet; IPv4; networks
            enum; Enum8('a' = 1); labels
            regclass; String; not its name
            money(3); Decimal(19, 2); refused
            public.secret; String; hexadecimal
            public.secret[]; Array(String); hexadecimal
            composite(integer, public.secret); String; hexadecimal
            """)
    void saysWhatMayBeLost(String from, String to, String loss) {
        assertThat(conversion(from, to).isPossible()).isTrue();
        assertThat(conversion(from, to).loss()).contains(loss);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            text; Int32
            text; UUID
            bigint; Bool
            timestamp without time zone; Date32
            interval; Int64
            uuid; Map(String, String)
            pair; Int64
            integer[]; Array(UUID)
            composite(integer, public.secret); Map(String, String)
            integer; Variant(Int32, String)
            """)
    void refusesWhatCannotHoldIt(String from, String to) {
        assertThat(conversion(from, to).isPossible()).isFalse();
    }

    private static Conversion conversion(String from, String to) {
        return Conversion.of(PgType.parse(from), ChType.parse(to));
    }
}
