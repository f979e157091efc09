package dev.tain.link.plan;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A link, as it is stored.
 *
 * @param sourceClusterId as the source said when the link was made; empty when it was not asked
 * @param configs what was set; defaults are not in it. Secrets are sealed in the store, and plain here
 * @param deleting whether it goes when its mirrors have ended
 */
public record LinkRecord(String name, Uuid id, String sourceClusterId, Map<String, String> configs, boolean deleting) {
    public LinkRecord {
        configs = Map.copyOf(configs);
    }

    public LinkRecord withConfigs(Map<String, String> other) {
        return new LinkRecord(name, id, sourceClusterId, other, deleting);
    }

    public LinkRecord withSource(String clusterId) {
        return new LinkRecord(name, id, clusterId, configs, deleting);
    }

    public LinkRecord toBeDeleted() {
        return new LinkRecord(name, id, sourceClusterId, configs, true);
    }

    /** Without configs: there are secrets among them. */
    @Override
    public String toString() {
        return "link " + name;
    }
}
