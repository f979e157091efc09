package dev.tain.e2e;

import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/** A verification through the API, and what it answers in a few words. */
record Verifying(Api api, String id) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    static Verifying of(Mirror mirror, Map<String, Object> wishes) {
        Map<String, Object> body = new HashMap<>(wishes);
        body.put("flowJobName", mirror.name());
        return new Verifying(
                mirror.api(),
                mirror.api().post("mirrors/verify", body).succeeded().text("verificationId"));
    }

    Answer now() {
        return api.get("mirrors/verify/" + id).succeeded();
    }

    /** Its answer once it has ended. */
    Answer ended() {
        return Await.atMost(LIMIT)
                .value(
                        "verification " + id + " has ended",
                        this::now,
                        answer -> !answer.text("outcome").equals("RUNNING"));
    }

    static JsonNode table(Answer answer, String source) {
        for (JsonNode table : answer.at("tables")) {
            if (table.path("sourceTable").asString().equals(source)) {
                return table;
            }
        }
        throw new AssertionError("no table " + source + " in " + answer);
    }

    /** The listed rows, each as {@code KIND key columns}, and {@code repaired} behind them where they were; sorted. */
    static List<String> differences(Answer answer, String source) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : table(answer, source).path("differences")) {
            rows.add(row.path("kind").asString() + " " + texts(row.path("key")) + " " + texts(row.path("columns"))
                    + (row.path("repaired").asBoolean() ? " repaired" : ""));
        }
        return rows.stream().sorted().toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    /** Rows change and change back, come and go, within the first half of a table of 20,000 items. */
    static void churn(PostgresDatabase source, AtomicBoolean stop) {
        for (int i = 0; !stop.get(); i++) {
            int id = 1 + i * 37 % 10_000;
            source.execute("update items set name = case name when 'x' then 'y' else 'x' end where id between " + id
                    + " and " + (id + 50));
            source.execute("delete from items where id = " + (id + 60));
            source.execute("insert into items values (" + (id + 60) + ", 'again') on conflict do nothing");
        }
    }
}
