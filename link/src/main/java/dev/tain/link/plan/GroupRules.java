package dev.tain.link.plan;

import java.util.Map;

/**
 * Which consumer groups of a source a link follows, and what they are called in the destination.
 *
 * @param filters over the names at the source
 * @param prefix what their names get before them; empty for nothing
 */
public record GroupRules(NameFilters filters, String prefix) {

    /** The rules that a link's configs set. */
    public static GroupRules of(Map<String, String> configs) {
        boolean prefixed = LinkConfigs.isTrue(configs, LinkConfigs.GROUP_PREFIX);
        return new GroupRules(
                NameFilters.groups(LinkConfigs.value(configs, LinkConfigs.GROUP_FILTERS)),
                prefixed ? LinkConfigs.value(configs, LinkConfigs.PREFIX) : "");
    }

    public boolean includes(String group) {
        return filters.includes(group);
    }

    /** The name in the destination. */
    public String here(String group) {
        return prefix + group;
    }
}
