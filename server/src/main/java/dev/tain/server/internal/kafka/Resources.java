package dev.tain.server.internal.kafka;

import dev.tain.server.internal.http.Address;
import dev.tain.server.internal.http.Request;
import dev.tain.server.internal.kafka.Envelope.Metadata;

/** The addresses of what there is, as the client that asks can reach it, and their published names. */
final class Resources {
    private final String clusters;
    private final String cluster;
    private final String clusterId;

    Resources(Request request, String clusterId) {
        String prefix = request.path().startsWith("/kafka/") ? "/kafka/v3" : "/v3";
        this.clusters = request.origin() + prefix + "/clusters";
        this.cluster = clusters + "/" + Address.encoded(clusterId);
        this.clusterId = clusterId;
    }

    String clusterId() {
        return clusterId;
    }

    String clusters() {
        return clusters;
    }

    /** @param below what follows the cluster, with its slash */
    String ofCluster(String below) {
        return cluster + below;
    }

    String links() {
        return cluster + "/links";
    }

    String link(String name) {
        return links() + "/" + Address.encoded(name);
    }

    String configs(String link) {
        return link(link) + "/configs";
    }

    String config(String link, String name) {
        return configs(link) + "/" + Address.encoded(name);
    }

    String mirrors(String link) {
        return link(link) + "/mirrors";
    }

    String mirror(String link, String topic) {
        return mirrors(link) + "/" + Address.encoded(topic);
    }

    String operations(String link) {
        return link(link) + "/operations";
    }

    String operation(String link, String id) {
        return operations(link) + "/" + Address.encoded(id);
    }

    String topics() {
        return cluster + "/topics";
    }

    String topic(String name) {
        return topics() + "/" + Address.encoded(name);
    }

    String topicConfig(String topic, String name) {
        return topic(topic) + "/configs/" + Address.encoded(name);
    }

    String partition(String topic, int partition) {
        return topic(topic) + "/partitions/" + partition;
    }

    String brokers() {
        return cluster + "/brokers";
    }

    String broker(int id) {
        return brokers() + "/" + id;
    }

    String groups() {
        return cluster + "/consumer-groups";
    }

    String group(String id) {
        return groups() + "/" + segment(id);
    }

    String consumer(String group, String id) {
        return group(group) + "/consumers/" + segment(id);
    }

    /** A name as a part of an address. */
    static String segment(String name) {
        return Address.encoded(name);
    }

    /** Metadata of what has no name of its own. */
    static Metadata unnamed(String self) {
        return new Metadata(self, null);
    }

    /** Metadata of what goes by its cluster's name. */
    Metadata named(String self) {
        return new Metadata(self, "crn:///kafka=" + clusterId);
    }

    /** Metadata of what goes by a name below its cluster's, such as {@code topic=t}. */
    Metadata named(String self, String below) {
        return new Metadata(self, "crn:///kafka=" + clusterId + "/" + below);
    }
}
