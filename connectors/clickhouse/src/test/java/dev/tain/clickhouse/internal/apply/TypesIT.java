package dev.tain.clickhouse.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of PostgreSQL's types as a real server sends them, in ClickHouse, by chunk and by stream. */
class TypesIT {
    private static final TypesStage STAGE = new TypesStage();

    @BeforeAll
    static void define() {
        STAGE.define();
    }

    @AfterAll
    static void close() {
        STAGE.close();
    }

    /** In columns that Tain makes. */
    @ParameterizedTest
    @CsvFileSource(resources = "/types.csv", delimiter = ';', quoteCharacter = '`')
    void arrivesTheSameWayByChunkAndByStream(String type, String value, String created, String expected) {
        STAGE.source(type, TypesStage.FORMS.getOrDefault(type, ""), value);
        List<String> shown = STAGE.mirror("", Map.of(), type.equals("bytea") ? "hex(v)" : "v");
        assertThat(STAGE.storedType()).isEqualTo(created);
        boolean isArray = created.startsWith("Array");
        String none = isArray ? "[]" : created.startsWith("Map") ? "{}" : "∅";
        assertThat(shown).containsExactly(expected, none, expected, none);
    }

    /** In columns of the user's own; the last text begins with an exclamation mark where the value is refused. */
    @ParameterizedTest
    @CsvFileSource(resources = "/users_types.csv", delimiter = ';', quoteCharacter = '`')
    void arrivesInATypeOfTheUsersOwnOrIsRefused(String type, String value, String stored, String expected) {
        STAGE.source(type, TypesStage.FORMS.getOrDefault(type, ""), value);
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> STAGE.mirror(stored, Map.of(), "v"))
                    .isInstanceOfSatisfying(TainException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CLICKHOUSE_DATA_REJECTED);
                        assertThat(e.getMessage())
                                .contains("value of type " + type + " in column v of public.t")
                                .contains(expected.substring(1));
                        assertThat(e.remedy()).contains("Change the column's type");
                    });
            return;
        }
        List<String> shown = STAGE.mirror(stored, Map.of(), "v");
        assertThat(shown.get(0)).isEqualTo(expected);
        assertThat(shown.get(2)).isEqualTo(expected);
    }

    /** What the mirror asks of columns that Tain makes. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            jsonb;   {"b": {"c": [1, null]}}; native_json;               Nullable(JSON);   {"b":{"c":[1,null]}}
            json;    {"a" : "x"};             native_json;               Nullable(JSON);   {"a":"x"}
            integer; 7;                       nullable_if_named;         Int32;            7
            text;    x;                       nullable_if_named;         String;           x
            mood;    ok;                      nullable_if_named;         LowCardinality(String); ok
            integer; 7;                       nullable_if_named nullable.v; Nullable(Int32); 7
            """)
    void isMadeAsTheMirrorAsks(String type, String value, String options, String created, String expected) {
        STAGE.source(type, TypesStage.FORMS.getOrDefault(type, ""), value);
        List<String> shown = STAGE.mirror("", TypesStage.options(options), "v");
        assertThat(STAGE.storedType()).isEqualTo(created);
        assertThat(shown.get(0)).isEqualTo(expected);
        assertThat(shown.get(2)).isEqualTo(expected);
    }
}
