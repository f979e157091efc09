package dev.tain.e2e;

import java.util.ArrayList;
import java.util.List;

/** Values of PostgreSQL's types: the ends of each range, ordinary ones, and whatever is odd about a type. */
final class TypeSamples {
    private static final String DIGITS = "1234567890".repeat(100);

    private TypeSamples() {}

    /**
     * A type with values.
     *
     * @param values their texts, without quotes, or expressions
     */
    record Sample(String type, List<String> values, boolean expressions) {
        Sample(String type, List<String> values) {
            this(type, values, false);
        }

        Sample(String type, String... values) {
            this(type, List.of(values));
        }

        static Sample ofExpressions(String type, String... expressions) {
            return new Sample(type, List.of(expressions), true);
        }

        /** The i-th value as SQL; they repeat, and one in every round is NULL. */
        String sql(int i) {
            int index = i % (values.size() + 1);
            if (index == values.size()) {
                return "NULL";
            }
            String value = values.get(index);
            return (expressions ? value : "'" + value.replace("'", "''") + "'") + "::" + type;
        }
    }

    /** User-defined types, made at both ends; at the destination after others, so that their numbers differ. */
    static final List<String> DEFINITIONS = List.of(
            "create type mood as enum ('sad', 'ok', 'with ''quote''')",
            "create domain positive as int check (value > 0)",
            "create domain moods as mood[]",
            "create type pair as (a int, b text, c mood)",
            "create type nested as (p pair, ps pair[], n numeric)",
            "create type float_range as range (subtype = float8, subtype_diff = float8mi)",
            "create type mood_range as range (subtype = mood)");

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        all.addAll(numbers());
        all.addAll(texts());
        all.addAll(times());
        all.addAll(structured());
        all.addAll(geometry());
        all.addAll(system());
        all.addAll(arrays());
        all.addAll(ranges());
        all.addAll(own());
        return List.copyOf(all);
    }

    private static List<Sample> numbers() {
        return List.of(
                new Sample("bool", "t", "f"),
                new Sample("int2", "-32768", "0", "32767"),
                new Sample("int4", "-2147483648", "42", "2147483647"),
                new Sample("int8", "-9223372036854775808", "42", "9223372036854775807"),
                new Sample("float4", "-3.4028235e38", "1e-45", "0.1", "NaN", "Infinity", "-Infinity", "-0"),
                new Sample("float8", "-1.7976931348623157e308", "5e-324", "0.1", "NaN", "Infinity", "-Infinity"),
                new Sample(
                        "numeric",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "0",
                        "-0.00",
                        "1.10",
                        DIGITS + "." + DIGITS,
                        "1e-1000"),
                new Sample("numeric(10,2)", "-99999999.99", "0.00", "NaN"),
                new Sample("numeric(3,-2)", "99900", "-100"),
                new Sample("money", "-92233720368547758.08", "1.50", "92233720368547758.07"),
                new Sample("oid", "0", "4294967295"));
    }

    private static List<Sample> texts() {
        return List.of(
                new Sample("text", "", "plain", "Zażółć 🦫 \t\n\r \\N \\. '\"", "x".repeat(20_000)),
                new Sample("varchar", "", "v"),
                new Sample("varchar(5)", "five5", " "),
                new Sample("char(5)", "ab", "abcde", ""),
                new Sample("\"char\"", "a", ""),
                new Sample("name", "a_name", "with space"),
                new Sample("bytea", "\\x", "\\x00ff5c0a", "\\x" + "00ff".repeat(9_000)),
                new Sample("bit(3)", "101", "000"),
                new Sample("bit varying", "", "1", "1010101010101010101"),
                new Sample("uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"));
    }

    private static List<Sample> times() {
        return List.of(
                new Sample("date", "4713-01-01 BC", "infinity", "-infinity", "5874897-12-31", "2000-02-29"),
                new Sample("time", "00:00:00", "23:59:59.999999", "24:00:00"),
                new Sample("time(0)", "12:34:56"),
                new Sample("timetz", "00:00:00+15:59", "24:00:00-15:59", "12:00:00.000001+05:30"),
                new Sample(
                        "timestamp", "4713-01-01 00:00:00 BC", "infinity", "-infinity", "294276-12-31 23:59:59.999999"),
                new Sample(
                        "timestamptz", "4713-01-02 00:00:00+00 BC", "infinity", "-infinity", "1970-01-01 00:00:00+00"),
                new Sample("timestamp(3)", "2026-01-02 03:04:05.678"),
                new Sample("interval", "-178000000 years", "1 mon -1 days +00:00:00.000001", "infinity", "-infinity"));
    }

    private static List<Sample> structured() {
        return List.of(
                new Sample("json", "null", "{\"b\" : 1,  \"a\":[1.10, \"\\u00e9\"]}", "[" + "1,".repeat(9_000) + "2]"),
                new Sample(
                        "jsonb",
                        "null",
                        "{\"a\": [1.10, null, {\"x\": \"\\\"\"}]}",
                        "123456789012345678901234567890.5"),
                new Sample("jsonpath", "$.a[*] ? (@ > 1)"),
                new Sample("xml", "<a b=\"1\">é<!-- c --></a>", "text only"),
                new Sample("tsvector", "'fat':2A 'rat':3B,4", ""),
                new Sample("tsquery", "'fat' & ( 'rat' | !'cat' )", "'a' <2> 'b':*"),
                new Sample("inet", "0.0.0.0/0", "192.168.1.5/24", "::1", "fe80::1/64"),
                new Sample("cidr", "10.0.0.0/8", "2001:db8::/32"),
                new Sample("macaddr", "08:00:2b:01:02:03"),
                new Sample("macaddr8", "08:00:2b:01:02:03:04:05"));
    }

    private static List<Sample> geometry() {
        return List.of(
                new Sample("point", "(1.5,-2)", "(Infinity,NaN)"),
                new Sample("line", "{1,2,3}"),
                new Sample("lseg", "[(0,0),(1,1)]"),
                new Sample("box", "(1,1),(0,0)"),
                new Sample("path", "((0,0),(1,1))", "[(0,0),(1,0.1),(2,2)]"),
                new Sample("polygon", "((0,0),(1,0),(1,1))"),
                new Sample("circle", "<(1,2),0.5>"));
    }

    private static List<Sample> system() {
        return List.of(
                new Sample("pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF"),
                new Sample("xid8", "0", "18446744073709551615"),
                new Sample("xid", "4294967295"),
                new Sample("cid", "7"),
                new Sample("tid", "(4294967295,65535)"),
                new Sample("regclass", "pg_class", "0"),
                new Sample("regtype", "integer"),
                new Sample("regproc", "now"),
                new Sample("oidvector", "1 2 3"),
                new Sample("int2vector", "1 -2 3"),
                new Sample("aclitem", "postgres=r/postgres"),
                new Sample("pg_snapshot", "10:20:10,14,15"),
                new Sample("refcursor", "cursor"));
    }

    private static List<Sample> arrays() {
        return List.of(
                new Sample("int4[]", "{}", "{1,NULL,3}", "{{1,2},{3,NULL}}", "[0:1][-1:0]={{1,2},{3,4}}"),
                new Sample("text[]", "{}", "{\"\",NULL,\"NULL\",\"a,b\",\"q\\\"\\\\\"}", "{{{a},{b}},{{c},{d}}}"),
                new Sample("numeric[]", "{NaN,Infinity,1.10}"),
                new Sample("timestamptz[]", "{infinity,\"2026-01-01 00:00:00+00\",NULL}"),
                new Sample("bytea[]", "{\"\\\\x00ff\",NULL}"),
                new Sample("jsonb[]", "{\"{\\\"a\\\": 1}\",NULL,\"null\"}"),
                new Sample("bool[]", "{t,f,NULL}"),
                new Sample("uuid[]", "{00000000-0000-0000-0000-000000000001}"),
                new Sample("interval[]", "{\"1 mon\",NULL}"),
                new Sample("varchar(3)[]", "{abc,NULL}"));
    }

    private static List<Sample> ranges() {
        return List.of(
                new Sample("int4range", "empty", "[1,10)", "(,5)", "[7,)", "(,)"),
                new Sample("int8range", "[-9223372036854775808,9223372036854775807)"),
                new Sample("numrange", "(1.10,2.20]", "[NaN,NaN]"),
                new Sample("daterange", "[2026-01-01,infinity)", "empty"),
                new Sample("tsrange", "[\"2026-01-01 00:00:00\",infinity]"),
                new Sample("tstzrange", "(-infinity,\"2026-01-01 00:00:00+00\")"),
                new Sample("int4multirange", "{}", "{[1,3),[5,9)}"),
                new Sample("nummultirange", "{(,1.5],[2.5,)}"),
                new Sample("tstzmultirange", "{[\"2026-01-01 00:00:00+00\",\"2026-02-01 00:00:00+00\")}"),
                new Sample("int4range[]", "{\"[1,3)\",empty,NULL}"));
    }

    private static List<Sample> own() {
        return List.of(
                new Sample("mood", "sad", "with 'quote'"),
                new Sample("mood[]", "{sad,NULL,\"with 'quote'\"}", "{}"),
                new Sample("positive", "1", "2147483647"),
                new Sample("positive[]", "{1,NULL,3}"),
                new Sample("moods", "{ok,sad}"),
                new Sample("pair", "(1,\"a,b\",sad)", "(,,)"),
                new Sample("pair[]", "{\"(1,x,ok)\",NULL}"),
                new Sample("nested", "(\"(1,x,ok)\",\"{\"\"(2,y,sad)\"\"}\",1.10)"),
                new Sample("float_range", "[1.5,2.5)", "empty"),
                new Sample("mood_range", "[sad,ok]"));
    }
}
