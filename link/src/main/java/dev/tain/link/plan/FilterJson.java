package dev.tain.link.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a link's filters, and says in a sentence what is wrong with it. */
final class FilterJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String list;
    private final String form;

    /**
     * Makes one.
     *
     * @param list the name of the one list
     * @param form what all of it looks like, for messages
     */
    FilterJson(String list, String form) {
        this.list = list;
        this.form = form;
    }

    /** Makes something of one filter; what it throws as {@link Unfit} is told with the filter's place. */
    interface Reading<T> {
        T read(JsonNode filter) throws Unfit;
    }

    /** What is wrong with one filter. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String why) {
            super(why);
        }
    }

    /**
     * Reads all filters, none of an empty text.
     *
     * @throws IllegalArgumentException when it is not of the form
     */
    <T> List<T> read(String text, Reading<T> reading) {
        if (text.isBlank()) {
            return List.of();
        }
        JsonNode filters = filters(text);
        List<T> read = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            try {
                read.add(reading.read(filters.get(i)));
            } catch (Unfit e) {
                throw unfit(list + "[" + i + "] " + e.getMessage(), e);
            }
        }
        return List.copyOf(read);
    }

    private JsonNode filters(String text) {
        try {
            JsonNode filters = JSON.readTree(text).path(list);
            if (!filters.isArray()) {
                throw unfit("it has no list " + list, null);
            }
            return filters;
        } catch (JsonProcessingException e) {
            throw unfit("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private IllegalArgumentException unfit(String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(why + "; the form is " + form, cause);
    }

    static String required(JsonNode node, String field) throws Unfit {
        return optional(node, field).orElseThrow(() -> new Unfit("has no " + field));
    }

    /** Empty when the field is not there or null; never an empty text. */
    static Optional<String> optional(JsonNode node, String field) throws Unfit {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        } else if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new Unfit("has a " + field + " that is no text, or an empty one");
        }
        return Optional.of(value.textValue());
    }

    /** Whether the text is the first of two words, not the second, in any case of letters. */
    static boolean isFirst(String field, String text, String first, String second) throws Unfit {
        if (text.equalsIgnoreCase(first)) {
            return true;
        } else if (text.equalsIgnoreCase(second)) {
            return false;
        }
        throw new Unfit("has the " + field + " '" + text + "', which is neither " + first + " nor " + second);
    }
}
