package dev.tain.e2e;

import dev.tain.e2e.TypeSamples.Sample;
import java.util.ArrayList;
import java.util.List;

/** Values at the ends of what each built-in type takes, and those that are unlike the others. */
final class BuiltInValues {
    /** More digits than any number of a computer has, before and behind the point. */
    private static final String DIGITS = "9876543210".repeat(100);

    private BuiltInValues() {}

    /** For all types that tables may have; infinite intervals only for a server that knows them. */
    static List<Sample> all(int major) {
        List<Sample> all = new ArrayList<>();
        all.addAll(numbers());
        all.addAll(texts());
        all.addAll(times(major));
        all.addAll(documents());
        all.addAll(search());
        all.addAll(networks());
        all.addAll(geometry());
        all.addAll(objects());
        all.addAll(transactions());
        all.addAll(ranges());
        all.addAll(multiranges());
        return List.copyOf(all);
    }

    private static List<Sample> numbers() {
        return List.of(
                new Sample("boolean", "t", "f"),
                new Sample("smallint", "-32768", "32767", "0"),
                new Sample("integer", "-2147483648", "2147483647", "-1"),
                new Sample("bigint", "-9223372036854775808", "9223372036854775807"),
                new Sample("real", "-0", "1e-45", "1.17549435e-38", "-3.4028235e38", "NaN", "-Infinity", "0.1"),
                new Sample("double precision", "-0", "5e-324", "2.2250738585072014e-308", "NaN", "Infinity", "0.1"),
                new Sample("numeric", "NaN", "Infinity", "-Infinity", "0.000", "-" + DIGITS + "." + DIGITS, "1e131071"),
                new Sample("numeric", "1e-16383", "-1e-16383", "1." + "0".repeat(16383), "0.1"),
                new Sample("numeric(1000,1000)", "0." + DIGITS, "-1e-1000", "NaN"),
                new Sample("money", "-92233720368547758.08", "92233720368547758.07", "-0.01"));
    }

    private static List<Sample> texts() {
        return List.of(
                new Sample("text", "", "\t\r\n\\N\\.\b\u0001\u007f", "\uFEFF😀é\u0301\uFFFF", "'\"{},\\"),
                new Sample("character varying", "", " v ", "NULL"),
                new Sample("character varying(3)", "😀é ", "   "),
                new Sample("character", "a", ""),
                new Sample("character(5)", "a", "", "  b", "😀😀😀😀😀"),
                new Sample("name", "", "n".repeat(63), "é".repeat(31)),
                new Sample("\"char\"", "", "a", "\\377", "\\001"),
                new Sample("bytea", "\\x", "\\x00", "\\xff00000000ff", "\\x5c"),
                new Sample("bit", "1", "0"),
                new Sample("bit(70)", "1".repeat(70), "0".repeat(69) + "1"),
                new Sample("bit varying", "", "1", "10".repeat(50) + "1"),
                new Sample("bit varying(3)", "101", ""),
                new Sample("uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"));
    }

    private static List<Sample> times(int major) {
        List<String> intervals = new ArrayList<>(List.of(
                "178956970 years 7 mons 2147483647 days 2562047788:00:54.775806",
                "-178956970 years -7 mons -2147483647 days -2562047788:00:54.775806",
                "1 mon -1 day 00:00:00.000001",
                "-00:00:00.000001"));
        if (major >= 17) {
            intervals.addAll(List.of("infinity", "-infinity"));
        }
        return List.of(
                new Sample(
                        "date",
                        "4714-11-24 BC",
                        "5874897-12-31",
                        "infinity",
                        "-infinity",
                        "0001-01-01",
                        "0001-12-31 BC"),
                new Sample("time without time zone", "00:00", "24:00:00", "23:59:59.999999"),
                new Sample("time with time zone", "24:00:00-15:59:59", "00:00:00+15:59:59", "12:00:00.000001+00:00:01"),
                new Sample("time(2) with time zone", "23:59:59.99-01:30"),
                new Sample(
                        "timestamp without time zone",
                        "4714-11-24 00:00:00 BC",
                        "294276-12-31 23:59:59.999999",
                        "infinity",
                        "-infinity",
                        "1999-12-31 23:59:59.999999"),
                new Sample(
                        "timestamp with time zone",
                        "4714-11-24 00:00:00+00 BC",
                        "294276-12-31 23:59:59.999999+00",
                        "infinity",
                        "-infinity",
                        "0001-12-31 23:59:59.999999+00 BC"),
                new Sample("timestamp(0) with time zone", "2000-01-01 00:00:00+00"),
                new Sample("interval", intervals),
                new Sample("interval day to second(3)", "1 day 00:00:01.234"));
    }

    private static List<Sample> documents() {
        String deep = "[".repeat(500) + "]".repeat(500);
        return List.of(
                new Sample("json", " { \"a\" : 1,\n\"a\":2.50e3 } ", "\"\\u0000\"", "1e999999", deep, "-0.0"),
                new Sample("jsonb", "1e1000", "-1e-1000", "-0", "1.000", "{\"\": [null, true, {}]}", deep),
                new Sample("jsonb", "[" + DIGITS + "." + DIGITS + "]", "\"\\\"\\\\\\u0001😀\"", "null"),
                new Sample(
                        "jsonpath", "strict $.\"a b\"[last] ? (@.x like_regex \"^a\" flag \"i\")", "$.a.**{2 to last}"),
                new Sample("jsonpath", "$[0 to 5, 7].keyvalue().id.abs()", "-$.a.datetime(\"YYYY\") + 1.50"),
                new Sample("xml", "", "<a>&#13;<![CDATA[<>]]></a>", "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&amp;</a>"),
                new Sample("xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>é</a>", " text <b/> <c/> "));
    }

    private static List<Sample> search() {
        return List.of(
                new Sample("tsvector", "", "'a':1A,2B,3C,16383 'b c''d':1 'e\\\\f'", "'é' 'zz':5"),
                new Sample("tsquery", "", "!'a' & 'b':*AB | ( 'c' <16384> 'd' )", "'a' <-> ( 'b' <-> 'c' )", "!!'é'"));
    }

    private static List<Sample> networks() {
        return List.of(
                new Sample("inet", "0.0.0.0/0", "255.255.255.255", "::/0", "::ffff:1.2.3.4", "fe80::1/64"),
                new Sample("cidr", "0.0.0.0/0", "::/0", "10.1.2.3/32", "2001:db8::/128"),
                new Sample("macaddr", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"),
                new Sample("macaddr8", "00:00:00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff:ff:ff"));
    }

    private static List<Sample> geometry() {
        return List.of(
                new Sample("point", "(NaN,-Infinity)", "(1e308,-5e-324)", "(-0,0)"),
                new Sample("line", "{0,1,-Infinity}", "{NaN,NaN,NaN}"),
                new Sample("lseg", "[(NaN,1),(Infinity,-Infinity)]", "[(0,0),(0,0)]"),
                new Sample("box", "(Infinity,1),(-Infinity,NaN)", "(0,0),(0,0)"),
                new Sample("path", "((1,2))", "[(1,2)]", "[(NaN,0),(Infinity,1),(-0,3)]"),
                new Sample("polygon", "((1,2))", "((NaN,0),(Infinity,1),(2,3))"),
                new Sample("circle", "<(0,0),0>", "<(NaN,1),Infinity>"));
    }

    private static List<Sample> objects() {
        return List.of(
                new Sample("oid", "0", "4294967295"),
                new Sample("regclass", "-", "pg_class", "4294967295"),
                new Sample("regproc", "-", "now"),
                new Sample("regprocedure", "-", "now()"),
                new Sample("regoper", "0", "4294967295"),
                new Sample("regoperator", "0", "+(integer,integer)"),
                new Sample("regtype", "-", "numeric[]"),
                new Sample("regconfig", "-", "simple"),
                new Sample("regdictionary", "-", "simple"),
                new Sample("regnamespace", "-", "pg_catalog"),
                new Sample("regrole", "-", "postgres"),
                new Sample("regcollation", "-", "\"C\""),
                new Sample("oidvector", "", "0", "4294967295 1"),
                new Sample("int2vector", "", "-32768 32767"),
                new Sample("refcursor", "", "c"));
    }

    private static List<Sample> transactions() {
        return List.of(
                new Sample("tid", "(0,0)", "(4294967295,65535)"),
                new Sample("xid", "0", "4294967295"),
                new Sample("cid", "0", "4294967295"),
                new Sample("xid8", "0", "18446744073709551615"),
                new Sample("pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF"),
                new Sample("pg_snapshot", "1:1:", "1:9223372036854775807:1,5,9223372036854775806"),
                new Sample("txid_snapshot", "1:1:", "10:20:10,14,15"));
    }

    private static List<Sample> ranges() {
        return List.of(
                new Sample("int4range", "empty", "[-2147483648,2147483647)", "(,)", "[2147483646,)"),
                new Sample("int8range", "empty", "[-9223372036854775808,9223372036854775807)", "(,0)"),
                new Sample("numrange", "empty", "[-Infinity,Infinity]", "(1.000,NaN]", "(," + DIGITS + ")"),
                new Sample("daterange", "[-infinity,infinity]", "[4714-11-24 BC,5874897-12-31)", "(,)"),
                new Sample("tsrange", "[-infinity,infinity]", "[4714-11-24 00:00:00 BC,294276-12-31 23:59:59.999999]"),
                new Sample("tstzrange", "(,infinity]", "empty", "[-infinity,2000-01-01 00:00:00+00)"));
    }

    private static List<Sample> multiranges() {
        return List.of(
                new Sample("int4multirange", "{}", "{(,)}", "{[-2147483648,0),[2,2147483647)}"),
                new Sample("int8multirange", "{}", "{(,-9223372036854775807),[9223372036854775806,)}"),
                new Sample("nummultirange", "{}", "{[-Infinity,-Infinity],(0.10,NaN]}"),
                new Sample("datemultirange", "{(,4714-11-25 BC),[5874897-12-30,)}", "{[-infinity,infinity]}"),
                new Sample("tsmultirange", "{(,infinity]}", "{}"),
                new Sample("tstzmultirange", "{[-infinity,-infinity],[infinity,)}", "{}"));
    }
}
