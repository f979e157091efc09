package dev.tain.model;

import java.util.Map;
import java.util.Optional;

/**
 * A named connection to one outside system. Options and secrets are named as in the published API's configuration of
 * that system, snake case, nested ones joined by dots ({@code client_tls.certificate}); an unset one is absent.
 */
public record Peer(String name, PeerType type, Map<String, String> options, Map<String, Secret> secrets) {
    public Peer {
        options = Map.copyOf(options);
        secrets = Map.copyOf(secrets);
    }

    public Optional<String> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    public Optional<Secret> secret(String key) {
        return Optional.ofNullable(secrets.get(key));
    }

    public boolean flag(String key) {
        return Boolean.parseBoolean(options.getOrDefault(key, "false"));
    }
}
