package dev.tain.server.internal.peerdb;

import dev.tain.connector.Observer;
import java.util.Map;
import java.util.Set;

/** The published names of kinds of values, by PostgreSQL's names of types. */
final class GenericKind {
    private static final String ARRAY = "array_";

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("bool", "bool"),
            Map.entry("int2", "int16"),
            Map.entry("int4", "int32"),
            Map.entry("int8", "int64"),
            Map.entry("float4", "float32"),
            Map.entry("float8", "float64"),
            Map.entry("char", "qchar"),
            Map.entry("bytea", "bytes"),
            Map.entry("json", "json"),
            Map.entry("jsonb", "jsonb"),
            Map.entry("uuid", "uuid"),
            Map.entry("time", "time"),
            Map.entry("timetz", "timetz"),
            Map.entry("date", "date"),
            Map.entry("timestamp", "timestamp"),
            Map.entry("timestamptz", "timestamptz"),
            Map.entry("numeric", "numeric"),
            Map.entry("interval", "interval"),
            Map.entry("cidr", "cidr"),
            Map.entry("inet", "inet"),
            Map.entry("macaddr", "macaddr"),
            Map.entry("point", "point"),
            Map.entry("geometry", "geometry"),
            Map.entry("geography", "geography"),
            Map.entry("hstore", "hstore"));

    private static final Set<String> VECTORS = Set.of("vector", "halfvec", "sparsevec");

    /** Kinds of which there is a published kind of arrays. */
    private static final Set<String> ELEMENTS = Set.of(
            "bool",
            "int16",
            "int32",
            "int64",
            "float32",
            "float64",
            "date",
            "timestamp",
            "timestamptz",
            "uuid",
            "json",
            "jsonb",
            "numeric",
            "interval",
            "enum");

    private GenericKind() {}

    static String of(Observer.Column column) {
        String kind = column.enumeration() ? "enum" : KINDS.getOrDefault(column.base(), "string");
        if (column.array()) {
            return ARRAY + (ELEMENTS.contains(kind) ? kind : "string");
        }
        return VECTORS.contains(column.base()) ? ARRAY + "float32" : kind;
    }
}
