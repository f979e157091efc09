package dev.tain.catalog;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorConfig.SnapshotOptions;
import dev.tain.engine.MirrorConfig.StreamOptions;
import dev.tain.model.ColumnMapping;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Peers and mirrors with something in every field. */
public final class Samples {
    public static final String PASSWORD = "correct horse battery staple";

    private Samples() {}

    public static Peer peer(String name) {
        return new Peer(
                name,
                PeerType.POSTGRES,
                Map.of("host", "db.example.org", "port", "5432", "require_tls", "true"),
                Map.of("password", new Secret(PASSWORD), "ssh_config.private_key", new Secret("-----BEGIN KEY-----")));
    }

    /** A mirror of {@code public.users} and a table with everything that a mapping can have. */
    public static MirrorConfig mirror(String name) {
        TableMapping plain = new TableMapping(TableName.parse("public.users"), TableName.parse("users_copy"));
        TableMapping full = new TableMapping(
                new TableName("Sales", "order items"),
                new TableName("", "\"items\""),
                Set.of("notes", "card"),
                List.of(
                        new ColumnMapping("id", "", "", 1, 0, false),
                        new ColumnMapping("created_at", "created", "date", 2, 1, true)),
                Map.of("engine", "ReplacingMergeTree", "partition_key", "created_at"));
        return new MirrorConfig(
                name,
                "from",
                "to",
                List.of(plain, full),
                new SnapshotOptions(true, false, 5_000, 7, 4, 2),
                new StreamOptions(1_000, 300, "my_publication", "my_slot"),
                "_deleted",
                "_synced_at",
                Map.of("script", "onRecord.lua", "env", ""));
    }

    /** A mirror of so many tables. */
    public static MirrorConfig mirror(String name, int tables) {
        List<TableMapping> mappings = java.util.stream.IntStream.range(0, tables)
                .mapToObj(i -> new TableMapping(new TableName("public", "t" + i), new TableName("copy", "t" + i)))
                .toList();
        return mirror(name).withTables(mappings);
    }
}
