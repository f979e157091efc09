package dev.tain.link.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/** Closed topics of sources, as fields of the store. */
final class FenceText {
    private static final String END = "end.";

    private FenceText() {}

    static Map<String, String> fields(FenceRecord fence) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("link", fence.link());
        fields.put("source.topic", fence.sourceTopic());
        fields.put("ending", fence.ending());
        fields.put("own", Boolean.toString(fence.own()));
        fields.put("proven", Boolean.toString(fence.proven()));
        fence.endsInOrder().forEach((partition, end) -> fields.put(END + partition, Long.toString(end)));
        return fields;
    }

    static FenceRecord record(String topic, Map<String, String> fields) {
        Map<Integer, Long> ends = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(END)) {
                ends.put(Integer.valueOf(field.substring(END.length())), Long.valueOf(value));
            }
        });
        return new FenceRecord(
                topic,
                StoreText.field(fields, "link"),
                StoreText.field(fields, "source.topic"),
                StoreText.field(fields, "ending"),
                Boolean.parseBoolean(StoreText.field(fields, "own")),
                Boolean.parseBoolean(StoreText.field(fields, "proven")),
                ends);
    }
}
