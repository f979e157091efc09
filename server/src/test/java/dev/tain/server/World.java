package dev.tain.server;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorConfig.SnapshotOptions;
import dev.tain.engine.MirrorConfig.StreamOptions;
import dev.tain.engine.MirrorState;
import dev.tain.engine.Trouble;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens behind the API in a golden file. */
final class World {
    private World() {}

    static void change(ApiUnderTest api, String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "peer" -> addPeer(api.peers, words[1], words.length > 2 ? words[2] : "db.example");
            case "clickhouse" -> addPeer(api.peers, words[1], PeerType.CLICKHOUSE, "ch.example");
            case "mirror" -> addMirror(api.mirrors, words[1]);
            case "used" -> api.peers.used.add(words[1]);
            case "state" -> api.mirrors.change(words[1], MirrorState.valueOf(words[2]), Optional.empty());
            case "away" -> api.mirrors.change(words[1], MirrorState.RETRYING, Optional.of(away(60_000)));
            case "failed" -> api.mirrors.change(words[1], MirrorState.FAILED, Optional.of(away(0)));
            case "link" -> WorldOfLinks.change(api.links, line.substring("link ".length()));
            case "gone" -> api.mirrors.stored.remove(words[1]);
            default -> throw new IllegalArgumentException(line);
        }
    }

    static void addPeer(FakePeers peers, String name, String host) {
        addPeer(peers, name, PeerType.POSTGRES, host);
    }

    private static void addPeer(FakePeers peers, String name, PeerType type, String host) {
        Map<String, String> options = Map.of("host", host, "port", "5432");
        peers.stored.put(name, new Peer(name, type, options, Map.of("password", new Secret("hunter2"))));
    }

    private static void addMirror(FakeMirrors mirrors, String name) {
        List<TableMapping> tables = List.of(
                new TableMapping(TableName.parse("public.t"), TableName.parse("t")),
                new TableMapping(TableName.parse("public.u"), TableName.parse("s.u")));
        MirrorConfig config = new MirrorConfig(
                name,
                "src",
                "dst",
                tables,
                new SnapshotOptions(true, false, 1_000, 0, 4, 1),
                new StreamOptions(1_000, 60, "", ""),
                "",
                "",
                Map.of());
        mirrors.create(config, false, false);
        mirrors.calls.clear();
    }

    private static Trouble away(long retryAfter) {
        return new Trouble(
                ErrorCode.POSTGRES_UNREACHABLE,
                "The source cannot be reached.",
                "Start it.",
                FakeMirrors.CREATED_AT,
                7,
                retryAfter == 0 ? 0 : FakeMirrors.CREATED_AT + retryAfter);
    }
}
