package dev.tain.clickhouse.internal.pg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.testkit.BinaryRows;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Texts that we make of binary values are those that the server makes, letter for letter. */
class TextFormsIT {
    private static final String SETTINGS = "SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';"
            + " SET extra_float_digits = 3; SET TimeZone = 'UTC'; SET bytea_output = 'hex'";
    private static final List<String> DEFINITIONS = List.of(
            "CREATE EXTENSION cube",
            "CREATE TYPE mood AS ENUM ('sad', 'it''s \"ok\", (so)')",
            "CREATE TYPE pair AS (a int, b text, m mood)",
            "CREATE TYPE nested AS (p pair, ps pair[], n numeric(6,2), t timestamptz)",
            "CREATE TYPE empty AS ()",
            "CREATE TYPE mood_range AS RANGE (subtype = mood)",
            "CREATE TYPE text_range AS RANGE (subtype = text)");

    private static final PostgresDatabase DATABASE = PostgresServer.freshDatabase();

    @BeforeAll
    static void define() {
        DATABASE.execute(DEFINITIONS.toArray(String[]::new));
    }

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    /** Each line has the type, what it is made of where the name does not say it, and a value. */
    @ParameterizedTest
    @CsvFileSource(resources = "/texts.csv", delimiter = '~', quoteCharacter = '\0')
    void isTheServersText(String type, @Nullable String form, @Nullable String value) throws SQLException {
        assertSame(
                type.strip(),
                form == null ? "" : form.strip(),
                "SELECT '" + (value == null ? "" : value.strip()).replace("'", "''") + "'::" + type);
    }

    @Test
    void isTheServersTextOfManyNumbers() throws SQLException {
        assertSame("double precision", "", """
                SELECT (random() - 0.5) * 10.0::float8 ^ (random() * 610 - 305) FROM generate_series(1, 50000)
                UNION ALL SELECT 2.0::float8 ^ g FROM generate_series(-1074, 1023) g
                UNION ALL SELECT 10.0::float8 ^ g FROM generate_series(-323, 308) g
                UNION ALL SELECT round((random() * 100)::numeric, g % 6)::float8 FROM generate_series(1, 5000) g
                UNION ALL SELECT (g * 5e-324::float8) FROM generate_series(1, 200) g
                UNION ALL SELECT 9007199254740992 + g * 2 FROM generate_series(-500, 500) g
                UNION ALL SELECT (random() * 1e18)::int8::float8 FROM generate_series(1, 5000)
                UNION ALL SELECT unnest('{NaN,Infinity,-Infinity,0,-0,1.7976931348623157e308}'::float8[])""");
        assertSame("real", "", """
                SELECT ((random() - 0.5) * 10.0::float8 ^ (random() * 74 - 36))::real FROM generate_series(1, 50000)
                UNION ALL SELECT (2.0::float8 ^ g)::real FROM generate_series(-149, 127) g
                UNION ALL SELECT (10.0::float8 ^ g)::real FROM generate_series(-44, 38) g
                UNION ALL SELECT (g * 1e-45::real)::real FROM generate_series(1, 200) g
                UNION ALL SELECT (random() * 1e9)::int8::real FROM generate_series(1, 5000)
                UNION ALL SELECT unnest('{NaN,Infinity,-Infinity,0,-0,3.4028235e38}'::real[])""");
        assertSame("numeric", "", """
                SELECT trunc((random()::numeric * 10::numeric ^ (g % 60) - 10::numeric ^ (g % 40)), g % 30)
                  FROM generate_series(1, 5000) g""");
    }

    @Test
    void isTheServersTextOfValuesWithinValues() throws SQLException {
        assertSame(
                "nested",
                "composite(composite(integer, text, enum), composite(integer, text, enum)[], numeric(6,2),"
                        + " timestamp with time zone)",
                """
                SELECT ROW(ROW(g, 'a "b" \\ ,()' || chr(g), 'sad')::pair, ARRAY[ROW(2, ' {}"y', NULL)::pair, NULL],
                           g, now())::nested FROM generate_series(1, 300) g""");
        assertSame("text[]", "", "SELECT ARRAY[chr(g), chr(g) || 'x', NULL] FROM generate_series(1, 2000) g");
        assertSame(
                "text_range", "range(text)", "SELECT text_range(chr(g), chr(g) || 'x') FROM generate_series(1, 300) g");
    }

    @Test
    void isTheServersTextOfManyTimes() throws SQLException {
        assertSame("timestamp with time zone", "", """
                SELECT to_timestamp((random() - 0.3) * 2e11 + random()) FROM generate_series(1, 5000)
                UNION ALL SELECT timestamptz '2000-01-01' + g * interval '1 us' FROM generate_series(-99, 999) g
                UNION ALL SELECT unnest('{infinity,-infinity,4714-11-24 00:00:00+00 BC,0001-12-31 23:59:59.5+00 BC,
                  294276-12-31 23:59:59.999999+00}'::timestamptz[])""");
        assertSame("timestamp without time zone", "", """
                SELECT timestamp '4713-01-01 BC' + random() * interval '290000 years' FROM generate_series(1, 5000)""");
        assertSame(
                "date", "", "SELECT date '4713-01-01 BC' + (random() * 2147000000)::int FROM generate_series(1, 5000)");
        assertSame("interval", "", """
                SELECT make_interval(months => (random() * 100 - 50)::int, days => (random() * 10 - 5)::int,
                         secs => (random() - 0.5) * 10 ^ (g % 8)) FROM generate_series(1, 5000) g
                UNION ALL SELECT make_interval(months => g % 25 - 12, days => g % 3 - 1, hours => g % 5 - 2)
                  FROM generate_series(1, 500) g""");
        assertSame("time with time zone", "", """
                SELECT (time '00:00' + random() * interval '1 day')::time(6)
                       AT TIME ZONE make_interval(secs => (g * 61) % 50000 - 25000) FROM generate_series(1, 3000) g""");
    }

    @Test
    void isTheServersTextOfManyAddresses() throws SQLException {
        assertSame("inet", "", """
                SELECT (string_agg(CASE WHEN random() < 0.5 THEN '0' ELSE to_hex((random() * 65535)::int) END, ':')
                         || '/' || (random() * 128)::int)::inet
                  FROM generate_series(1, 3000) g, generate_series(1, 8) GROUP BY g
                UNION ALL SELECT '::'::inet + g FROM generate_series(0, 70000, 997) g""");
        assertSame("cidr", "", """
                SELECT set_masklen(('0.0.0.0'::inet + (random() * 4294967295)::bigint)::cidr, g % 33)
                  FROM generate_series(1, 1000) g""");
    }

    @Test
    void isTheServersTextOfManySearches() throws SQLException {
        assertSame("tsvector", "", """
                SELECT setweight(to_tsvector('simple', string_agg(w, ' ')),
                         (ARRAY['A', 'B', 'C', 'D'])[g % 4 + 1]::"char")
                    || array_to_tsvector(ARRAY['it''s', 'back\\slash', 'é ☃', 'x' || g])
                  FROM generate_series(1, 500) g, unnest(string_to_array('a fat cat sat on a mat and ate', ' ')) w
                 GROUP BY g""");
        assertSame("tsquery", "", """
                SELECT (CASE g % 4 WHEN 0 THEN (a && b) || !!c WHEN 1 THEN (a <-> b) <-> (c <-> a)
                        WHEN 2 THEN tsquery_phrase(!!(a || b), (b && c) <-> a, g % 5) ELSE !!(!!a && (b || c)) END)
                  FROM (SELECT g, ('''it''''s''' || ':'
                                 || (ARRAY['', 'A', '*', 'AB', '*ABCD', 'D'])[g % 6 + 1])::tsquery a,
                               'b\\\\c'::tsquery b,
                               (CASE g % 3 WHEN 0 THEN 'x & y' WHEN 1 THEN 'x <3> y' ELSE 'z' END)::tsquery c
                          FROM (SELECT g FROM generate_series(1, 1000) g) s
                         WHERE g % 6 <> 0) t""");
    }

    private void assertSame(String type, String form, String values) throws SQLException {
        TableSchema schema = new TableSchema(
                new TableName("public", "t"),
                List.of(
                        new Column("v", type, true, 0, Encoding.BINARY, null).formed(form),
                        new Column("x", "text", true, 0, Encoding.BINARY, null)));
        DATABASE.execute("DROP TABLE IF EXISTS t", "CREATE TABLE t (v " + type + ", x text)");
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            statement.execute("INSERT INTO t SELECT v, concat(v) FROM (" + values + ") AS s(v)");
            RowBuffer rows = BinaryRows.read(connection, schema);
            assertThat(rows.rows()).isPositive();
            assertThat(column(rows, 0, PgType.of(schema.columns().getFirst())))
                    .isEqualTo(column(rows, 1, PgType.parse("text")));
        }
    }

    private static List<String> column(RowBuffer rows, int column, PgType type) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            int field = rows.field(rows.image(row), column);
            texts.add(TextForms.of(type, rows.bytes(), field + 4, rows.length(field)));
        }
        return texts;
    }
}
