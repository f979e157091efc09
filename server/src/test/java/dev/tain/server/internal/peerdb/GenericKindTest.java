package dev.tain.server.internal.peerdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.Observer.Column;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericKindTest {
    @ParameterizedTest
    @CsvSource({
        "bool, bool, array_bool",
        "int2, int16, array_int16",
        "int4, int32, array_int32",
        "int8, int64, array_int64",
        "float4, float32, array_float32",
        "float8, float64, array_float64",
        "numeric, numeric, array_numeric",
        "char, qchar, array_string",
        "varchar, string, array_string",
        "text, string, array_string",
        "bytea, bytes, array_string",
        "jsonb, jsonb, array_jsonb",
        "uuid, uuid, array_uuid",
        "timetz, timetz, array_string",
        "timestamptz, timestamptz, array_timestamptz",
        "interval, interval, array_interval",
        "macaddr, macaddr, array_string",
        "hstore, hstore, array_string",
        "money, string, array_string",
        "int4range, string, array_string",
        "vector, array_float32, array_string",
    })
    void followsTheType(String base, String kind, String ofArray) {
        assertThat(GenericKind.of(new Column("c", base, base, false, false, false, false)))
                .isEqualTo(kind);
        assertThat(GenericKind.of(new Column("c", base + "[]", base, true, false, false, false)))
                .isEqualTo(ofArray);
    }

    @ParameterizedTest
    @CsvSource({"false, enum", "true, array_enum"})
    void enumerationsHaveTheirOwn(boolean array, String kind) {
        assertThat(GenericKind.of(new Column("c", "mood", "mood", array, true, false, false)))
                .isEqualTo(kind);
    }
}
