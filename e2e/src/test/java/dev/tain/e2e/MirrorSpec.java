package dev.tain.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a request that creates a mirror, as published. */
record MirrorSpec(Map<String, Object> fields) {
    MirrorSpec {
        fields = Map.copyOf(fields);
    }

    static MirrorSpec of(String name, String source, String destination) {
        return new MirrorSpec(Map.of(
                "flow_job_name",
                name,
                "source_name",
                source,
                "destination_name",
                destination,
                "do_initial_snapshot",
                true,
                "idle_timeout_seconds",
                0,
                "snapshot_num_rows_per_partition",
                1_000,
                "snapshot_max_parallel_workers",
                2,
                "snapshot_num_tables_in_parallel",
                2));
    }

    MirrorSpec with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new MirrorSpec(more);
    }

    /** Adds tables that keep their names at the destination. */
    MirrorSpec tables(String... names) {
        return tables(List.of(names).stream().map(MirrorSpec::table).toList());
    }

    MirrorSpec tables(List<Map<String, Object>> mappings) {
        List<Object> all = new ArrayList<>();
        if (fields.get("table_mappings") instanceof List<?> present) {
            all.addAll(present);
        }
        all.addAll(mappings);
        return with("table_mappings", all);
    }

    static Map<String, Object> table(String name) {
        return table(name, name);
    }

    static Map<String, Object> table(String source, String destination) {
        return Map.of("source_table_identifier", plain(source), "destination_table_identifier", plain(destination));
    }

    /** The API takes names as they are, without the quotes of SQL. */
    private static String plain(String name) {
        return name.replace("\"", "");
    }

    String name() {
        return String.valueOf(fields.get("flow_job_name"));
    }

    Map<String, Object> body() {
        return Map.of("connection_configs", fields);
    }
}
