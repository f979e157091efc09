package dev.tain.engine.sim;

import dev.tain.connector.MappedTable;
import dev.tain.connector.RowKey;
import dev.tain.connector.RowLookup;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes net changes as {@link NetChanges} says, and complains about what cannot be unless the stream is replayed. */
final class NetWriter {
    private final World world;
    private final MappedTable table;
    private final Overlay overlay;
    private final RowLookup lookup;

    NetWriter(World world, MappedTable table, Overlay overlay, RowLookup lookup) {
        this.world = world;
        this.table = table;
        this.overlay = overlay;
        this.lookup = lookup;
    }

    void write(NetChanges changes, boolean replaying, Map<List<String>, List<String>> committed) {
        tell(changes);
        Map<List<String>, List<String>> moved = moved(changes, replaying, committed);
        if (changes.isTruncated()) {
            world.count(Event.TRUNCATED);
            overlay.clear();
        }
        images(changes, NetKind.DELETED).forEach((key, image) -> overlay.remove(key));
        images(changes, NetKind.NEW).forEach((key, image) -> {
            if (!replaying && overlay.find(committed, key).isPresent()) {
                throw World.violation(table.name() + " has the new row " + key + " already");
            }
            overlay.put(key, image);
        });
        images(changes, NetKind.FULL).forEach(overlay::put);
        moved.forEach(overlay::put);
        patch(images(changes, NetKind.PARTIAL), replaying, committed);
    }

    private void tell(NetChanges changes) {
        world.detail(() -> table.name() + (changes.isTruncated() ? " TRUNCATED" : ""));
        for (NetKind kind : EnumSet.complementOf(EnumSet.of(NetKind.VOID))) {
            images(changes, kind).values().forEach(image -> world.detail(() -> kind + " " + image));
        }
    }

    /** The rows that moved, completed: a replay reads all at the source, because others may have their keys by now. */
    private Map<List<String>, List<String>> moved(
            NetChanges changes, boolean replaying, Map<List<String>, List<String>> committed) {
        Map<List<String>, List<String>> images = images(changes, NetKind.MOVED);
        if (replaying) {
            return lookUp(List.copyOf(images.keySet()));
        }
        for (int row = 0; row < changes.rows().rows(); row++) {
            if (changes.kind(row) == NetKind.MOVED) {
                world.count(Event.MOVED_IN_PLACE);
                List<String> image = Images.read(changes.rows(), changes.rows().image(row));
                List<String> old = Images.read(changes.rows(), changes.rows().oldImage(row));
                List<String> stored = require(overlay.find(committed, key(old)), "the row that moved from " + key(old));
                images.put(key(image), Images.filled(image, stored));
            }
        }
        return images;
    }

    private void patch(
            Map<List<String>, List<String>> images, boolean replaying, Map<List<String>, List<String>> committed) {
        List<List<String>> missing = new ArrayList<>();
        images.forEach((key, image) -> {
            Optional<List<String>> stored = overlay.find(committed, key);
            if (replaying && stored.isEmpty()) {
                missing.add(key);
            } else {
                overlay.put(key, Images.filled(image, require(stored, "the row " + key)));
            }
        });
        lookUp(missing).forEach(overlay::put);
    }

    private List<String> require(Optional<List<String>> stored, String what) {
        return stored.orElseThrow(() -> World.violation(table.name() + " lacks " + what));
    }

    private Map<List<String>, List<String>> lookUp(List<List<String>> keys) {
        Map<List<String>, List<String>> found = new LinkedHashMap<>();
        if (!keys.isEmpty()) {
            RowBuffer rows = lookup.lookup(keys.stream().map(RowKey::new).toList());
            for (int row = 0; row < rows.rows(); row++) {
                List<String> image = Images.read(rows, rows.image(row));
                found.put(key(image), image);
            }
        }
        return found;
    }

    private Map<List<String>, List<String>> images(NetChanges changes, NetKind kind) {
        Map<List<String>, List<String>> images = new LinkedHashMap<>();
        for (int row = 0; row < changes.rows().rows(); row++) {
            if (changes.kind(row) == kind) {
                List<String> image = Images.read(changes.rows(), changes.rows().image(row));
                if (images.put(key(image), image) != null) {
                    throw World.violation("two changes of " + key(image));
                }
            }
        }
        return images;
    }

    private List<String> key(List<String> image) {
        return Images.key(table.source(), image);
    }
}
