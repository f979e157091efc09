package dev.tain.link.plan;

import dev.tain.link.plan.Stored.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wishes that mirrors end, as fields of the store. Names of topics have no commas. */
final class EndingText {
    private EndingText() {}

    static Map<String, String> fields(EndingRecord ending) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("planned", Boolean.toString(ending.planned()));
        fields.put("begun.millis", Long.toString(ending.begunMillis()));
        fields.put("deadline.millis", Long.toString(ending.deadlineMillis()));
        fields.put("topics", String.join(",", ending.topics()));
        return fields;
    }

    /** @param key link and id with a slash between */
    static Change.Ending change(String key, @Nullable Map<String, String> fields) {
        int slash = key.lastIndexOf('/');
        String link = key.substring(0, slash);
        String id = key.substring(slash + 1);
        return new Change.Ending(link, id, fields == null ? null : record(link, id, fields));
    }

    private static EndingRecord record(String link, String id, Map<String, String> fields) {
        return new EndingRecord(
                link,
                id,
                Boolean.parseBoolean(StoreText.field(fields, "planned")),
                Long.parseLong(StoreText.field(fields, "begun.millis")),
                Long.parseLong(StoreText.field(fields, "deadline.millis")),
                List.of(StoreText.field(fields, "topics").split(",")));
    }
}
