package dev.tain.link;

import java.util.Map;

/**
 * A link to be made.
 *
 * @param sourceClusterId what the source must say of itself; empty for anything
 * @param configs by their published names; may hold secrets
 * @param validateOnly whether to check only
 * @param validate whether to ask the source
 */
public record LinkWish(
        String name, String sourceClusterId, Map<String, String> configs, boolean validateOnly, boolean validate) {
    public LinkWish {
        configs = Map.copyOf(configs);
    }

    @Override
    public String toString() {
        return "wish for link " + name;
    }
}
