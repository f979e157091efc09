package dev.tain.link.plan;

import dev.tain.link.plan.Stored.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What partitions lost, as fields of the store. */
final class CutText {
    private CutText() {}

    static Map<String, String> fields(CutRecord cut) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", cut.kind().name());
        fields.put("from", Long.toString(cut.from()));
        fields.put("until", Long.toString(cut.until()));
        fields.put("next", Long.toString(cut.next()));
        fields.put("file", cut.file());
        fields.put("done", Boolean.toString(cut.done()));
        return fields;
    }

    /** @param key topic, partition and round between slashes */
    static Change.Cut change(String key, @Nullable Map<String, String> fields) {
        int second = key.lastIndexOf('/');
        int first = key.lastIndexOf('/', second - 1);
        String topic = key.substring(0, first);
        CutRecord.Place place = new CutRecord.Place(
                Integer.parseInt(key.substring(first + 1, second)), Long.parseLong(key.substring(second + 1)));
        return new Change.Cut(topic, place, fields == null ? null : record(topic, place, fields));
    }

    private static CutRecord record(String topic, CutRecord.Place place, Map<String, String> fields) {
        return new CutRecord(
                topic,
                place.partition(),
                CutRecord.Kind.valueOf(StoreText.field(fields, "kind")),
                place.round(),
                Long.parseLong(StoreText.field(fields, "from")),
                Long.parseLong(StoreText.field(fields, "until")),
                Long.parseLong(StoreText.field(fields, "next")),
                StoreText.field(fields, "file"),
                Boolean.parseBoolean(StoreText.field(fields, "done")));
    }
}
