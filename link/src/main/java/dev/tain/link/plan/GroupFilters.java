package dev.tain.link.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which consumer groups of a source are followed. A group is followed when one filter includes it and none excludes
 * it; without filters none is.
 */
public final class GroupFilters {
    static final String FORM =
            "{\"groupFilters\":[{\"name\":\"*\",\"patternType\":\"LITERAL\",\"filterType\":\"INCLUDE\"}]},"
                    + " with patternType LITERAL or PREFIXED and filterType INCLUDE or EXCLUDE";

    private static final String ALL = "*";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Filter> filters;

    private GroupFilters(List<Filter> filters) {
        this.filters = filters;
    }

    private record Filter(String name, boolean prefixed, boolean include) {
        boolean matches(String group) {
            return prefixed ? group.startsWith(name) : name.equals(ALL) || group.equals(name);
        }
    }

    static boolean isValid(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException when it is not of the form */
    public static GroupFilters parse(String text) {
        if (text.isBlank()) {
            return new GroupFilters(List.of());
        }
        try {
            JsonNode list = JSON.readTree(text).path("groupFilters");
            if (!list.isArray()) {
                throw unfit(null);
            }
            List<Filter> filters = new ArrayList<>();
            list.forEach(each -> filters.add(filter(each)));
            return new GroupFilters(List.copyOf(filters));
        } catch (JsonProcessingException e) {
            throw unfit(e);
        }
    }

    private static Filter filter(JsonNode node) {
        String name = node.path("name").asText("");
        boolean prefixed = choice(node.path("patternType").asText("LITERAL"), "PREFIXED", "LITERAL");
        boolean include = choice(node.path("filterType").asText(""), "INCLUDE", "EXCLUDE");
        if (name.isEmpty()) {
            throw unfit(null);
        }
        return new Filter(name, prefixed, include);
    }

    private static boolean choice(String text, String yes, String no) {
        if (text.equalsIgnoreCase(yes)) {
            return true;
        } else if (text.equalsIgnoreCase(no)) {
            return false;
        }
        throw unfit(null);
    }

    private static IllegalArgumentException unfit(@Nullable Throwable cause) {
        return new IllegalArgumentException(FORM, cause);
    }

    public boolean isEmpty() {
        return filters.isEmpty();
    }

    public boolean includes(String group) {
        boolean included = false;
        for (Filter each : filters) {
            if (each.matches(group)) {
                if (!each.include()) {
                    return false;
                }
                included = true;
            }
        }
        return included;
    }
}
