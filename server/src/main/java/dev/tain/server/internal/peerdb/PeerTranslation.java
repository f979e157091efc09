package dev.tain.server.internal.peerdb;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import dev.tain.server.internal.json.FlatMessage;
import dev.tain.server.internal.peerdb.PeerMessages.PeerMessage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Peers between the published words and ours. */
final class PeerTranslation {
    private static final int MAX_NAME_CHARS = 255;

    private PeerTranslation() {}

    /** @param stored finds the peer of that name that exists; its secrets stand in for redacted ones */
    static Peer peer(@Nullable PeerMessage asked, Function<String, Optional<Peer>> stored) {
        if (asked == null) {
            throw invalid("no peer provided", "Put the peer's name, type and configuration under peer.");
        }
        if (asked.name().isEmpty()) {
            throw invalid("no peer name provided", "Give the peer a name.");
        }
        if (asked.name().length() > MAX_NAME_CHARS) {
            throw invalid(
                    "the peer's name is longer than " + MAX_NAME_CHARS + " characters", "Give it a shorter name.");
        }
        return switch (type(asked)) {
            case POSTGRES -> configured(asked, PeerType.POSTGRES, asked.postgresConfig(), stored);
            case CLICKHOUSE -> configured(asked, PeerType.CLICKHOUSE, asked.clickhouseConfig(), stored);
        };
    }

    private static PeerType type(PeerMessage asked) {
        DbType type = asked.type();
        if (type == null && asked.postgresConfig() != null) {
            return PeerType.POSTGRES;
        }
        if (type == null && asked.clickhouseConfig() != null) {
            return PeerType.CLICKHOUSE;
        }
        if (type == null) {
            throw invalid("peer " + asked.name() + " has no type", "Give its type, such as POSTGRES (3).");
        }
        return Arrays.stream(PeerType.values())
                .filter(known -> Mirrors.type(known) == type)
                .findFirst()
                .orElseThrow(() -> Faults.of(
                        ErrorCode.REQUEST_UNSUPPORTED,
                        "This version of Tain connects to "
                                + Arrays.stream(PeerType.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))
                                + ", not to " + type + ".",
                        "Use a peer of a type that it connects to."));
    }

    private static Peer configured(
            PeerMessage asked, PeerType type, @Nullable Record config, Function<String, Optional<Peer>> stored) {
        if (config == null) {
            String field = type.name().toLowerCase(Locale.ROOT) + "_config";
            throw invalid(
                    "peer " + asked.name() + " is of type " + type + " and has no " + field,
                    "Give its host, port, user, password and database under " + field + ".");
        }
        FlatMessage flat = FlatMessage.of(config);
        Map<String, Secret> secrets = new HashMap<>();
        flat.confidential()
                .forEach((name, text) -> secrets.put(
                        name, text.equals(Secret.REDACTED) ? kept(asked.name(), name, stored) : new Secret(text)));
        return new Peer(asked.name(), type, flat.open(), secrets);
    }

    private static Secret kept(String peer, String secret, Function<String, Optional<Peer>> stored) {
        return stored.apply(peer)
                .flatMap(known -> known.secret(secret))
                .orElseThrow(() -> invalid(
                        secret + " of peer " + peer + " is redacted, and none is stored that could be kept",
                        "Give the secret itself."));
    }

    /** The peer as it is shown: its secrets are redacted. */
    static PeerMessage message(Peer peer) {
        return switch (peer.type()) {
            case POSTGRES ->
                new PeerMessage(
                        peer.name(),
                        DbType.POSTGRES,
                        FlatMessage.restore(PostgresConfig.class, name -> shown(peer, name)),
                        null);
            case CLICKHOUSE ->
                new PeerMessage(
                        peer.name(),
                        DbType.CLICKHOUSE,
                        null,
                        FlatMessage.restore(ClickHouseConfig.class, name -> shown(peer, name)));
        };
    }

    private static @Nullable String shown(Peer peer, String name) {
        return peer.secret(name).isPresent()
                ? Secret.REDACTED
                : peer.option(name).orElse(null);
    }

    private static ApiFault invalid(String message, String remedy) {
        return Faults.of(ErrorCode.REQUEST_INVALID, message, remedy);
    }
}
