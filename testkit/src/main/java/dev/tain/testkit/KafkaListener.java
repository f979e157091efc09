package dev.tain.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A further place where the one broker of a {@link KafkaCluster} listens, on loopback.
 *
 * @param name in capital letters
 * @param protocol {@code PLAINTEXT}, {@code SSL}, {@code SASL_SSL} and so on
 * @param advertised HOST:PORT that clients are told
 * @param properties of this listener, without the words before them
 */
public record KafkaListener(String name, String protocol, int port, String advertised, Map<String, String> properties) {
    public KafkaListener {
        properties = Map.copyOf(properties);
    }

    /** Without encryption, and told to clients as being at another port: that of a proxy. */
    public static KafkaListener behind(int proxyPort, int port) {
        return new KafkaListener("PROXIED", "PLAINTEXT", port, "127.0.0.1:" + proxyPort, Map.of());
    }

    String bound() {
        return name + "://127.0.0.1:" + port;
    }

    static String advertised(String first, List<KafkaListener> more) {
        return first
                + more.stream()
                        .map(each -> "," + each.name + "://" + each.advertised)
                        .collect(Collectors.joining());
    }

    static String protocols(List<KafkaListener> more) {
        return "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"
                + more.stream()
                        .map(each -> "," + each.name + ":" + each.protocol)
                        .collect(Collectors.joining());
    }

    static Map<String, String> properties(List<KafkaListener> listeners) {
        Map<String, String> all = new HashMap<>();
        for (KafkaListener each : listeners) {
            String before = "listener.name." + each.name.toLowerCase(Locale.ROOT) + ".";
            each.properties.forEach((name, value) -> all.put(before + name, value));
        }
        return all;
    }
}
