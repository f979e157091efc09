package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a {@link Workload} in a mirror to ClickHouse: {@code events}, which only grows, into a table that keeps
 * all rows, the others into tables that keep the latest.
 */
final class ClickHouseLoad {
    private static final String CURRENT = " FINAL WHERE _peerdb_is_deleted = 0 ORDER BY ";

    /** For each table what to ask at the source, and what at the destination. */
    private static final Map<String, String> QUESTIONS = Map.of(
            "select id, owner, balance, coalesce(md5(note), '∅'), coalesce(md5(doc::text), '∅'),"
                    + " to_char(changed at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') from accounts order by id",
            "SELECT id, owner, toDecimalString(balance, 4), lower(hex(MD5(note))), lower(hex(MD5(doc))), changed"
                    + " FROM @accounts" + CURRENT + "id",
            "select account, line, label, coalesce(md5(body), '∅') from entries order by 1, 2",
            "SELECT account, line, label, lower(hex(MD5(body))) FROM @entries" + CURRENT + "1, 2",
            "select code, value, coalesce(md5(extra), '∅') from codes order by code collate \"C\"",
            "SELECT code, value, lower(hex(MD5(extra))) FROM @codes" + CURRENT + "code",
            "select \"The Key\", coalesce(\"select\", '∅'), coalesce(md5(\"Straße\"), '∅')"
                    + " from \"Odd Names\" order by 1",
            "SELECT `The Key`, `select`, lower(hex(MD5(`Straße`))) FROM @`Odd Names`" + CURRENT + "1",
            "select count(*), count(distinct id), sum(id), sum(kind) from events",
            "SELECT count(), uniqExact(id), sum(id), sum(kind) FROM @events");

    private ClickHouseLoad() {}

    static List<Map<String, Object>> mappings() {
        List<Map<String, Object>> mappings = new ArrayList<>();
        for (String table : Workload.tables()) {
            String name = table.substring("public.".length());
            Map<String, Object> mapping = new HashMap<>(MirrorSpec.table(table, name));
            if (name.equals("events")) {
                mapping.put("engine", "CH_ENGINE_MERGE_TREE");
            }
            mappings.add(mapping);
        }
        return mappings;
    }

    /** Waits until every table has the source's rows, each once; nothing may write to the source meanwhile. */
    static void assertEqual(ClickHouseStage stage) {
        QUESTIONS.forEach(stage::awaitSame);
    }

    /**
     * What is confirmed to the source is stored, and no row that is there is later than what its transaction's commit
     * may be.
     */
    static void assertConfirmedIsStored(ClickHouseStage stage, Mirror mirror) {
        String confirmed = stage.source()
                .value("select confirmed_flush_lsn from pg_replication_slots where database = current_database()");
        String stored = position(stage, mirror);
        assertThat(stage.source().value("select '" + confirmed + "'::pg_lsn <= '" + stored + "'::pg_lsn"))
                .as("%s was confirmed and %s is stored", confirmed, stored)
                .isEqualTo("t");
    }

    static String position(ClickHouseStage stage, Mirror mirror) {
        return stage.value("SELECT argMax(position, place) FROM @_tain_mirrors WHERE kind = 'position' AND mirror = '"
                + mirror.name() + "'");
    }
}
