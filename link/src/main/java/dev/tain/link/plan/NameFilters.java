package dev.tain.link.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tain.link.plan.FilterJson.Unfit;
import java.util.List;

/**
 * Which consumer groups of a source are followed, or which of its topics are mirrored by themselves. A name is chosen
 * when one filter includes it and none excludes it; without filters none is.
 */
public final class NameFilters {
    static final String GROUPS_FORM = form("groupFilters");
    static final String TOPICS_FORM = form("topicFilters");

    private static final FilterJson GROUPS = new FilterJson("groupFilters", GROUPS_FORM);
    private static final FilterJson TOPICS = new FilterJson("topicFilters", TOPICS_FORM);
    private static final String ALL = "*";

    private final List<Filter> filters;

    private NameFilters(List<Filter> filters) {
        this.filters = filters;
    }

    private record Filter(String name, boolean prefixed, boolean include) {
        boolean matches(String each) {
            return prefixed ? each.startsWith(name) : name.equals(ALL) || each.equals(name);
        }
    }

    private static String form(String list) {
        return "{\"" + list + "\":[{\"name\":\"*\",\"patternType\":\"LITERAL\",\"filterType\":\"INCLUDE\"}]},"
                + " with patternType LITERAL or PREFIXED and filterType INCLUDE or EXCLUDE";
    }

    /** @throws IllegalArgumentException when it is not of the form; the message says what is wrong with it */
    public static NameFilters groups(String text) {
        return new NameFilters(GROUPS.read(text, NameFilters::filter));
    }

    /** @throws IllegalArgumentException when it is not of the form; the message says what is wrong with it */
    public static NameFilters topics(String text) {
        return new NameFilters(TOPICS.read(text, NameFilters::filter));
    }

    private static Filter filter(JsonNode node) throws Unfit {
        String name = FilterJson.required(node, "name");
        String pattern = FilterJson.optional(node, "patternType").orElse("LITERAL");
        boolean prefixed = FilterJson.isFirst("patternType", pattern, "PREFIXED", "LITERAL");
        String kind = FilterJson.required(node, "filterType");
        return new Filter(name, prefixed, FilterJson.isFirst("filterType", kind, "INCLUDE", "EXCLUDE"));
    }

    public boolean isEmpty() {
        return filters.isEmpty();
    }

    public boolean includes(String name) {
        boolean included = false;
        for (Filter each : filters) {
            if (each.matches(name)) {
                if (!each.include()) {
                    return false;
                }
                included = true;
            }
        }
        return included;
    }

    /** Whether a filter includes this very name, written out. */
    public boolean names(String name) {
        return includes(name)
                && filters.stream()
                        .anyMatch(each -> each.include()
                                && !each.prefixed()
                                && each.name().equals(name));
    }
}
