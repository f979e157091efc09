package dev.tain.engine.internal;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.MappedTable;
import dev.tain.connector.StreamSpec;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorEnv;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Brings tables into a running mirror that its configuration was given, without stopping the stream. An added table is
 * known (its changes are kept) before it is published, and is published before its copy begins, so nothing of it is
 * missed. Tables leave it by {@link TableRemoval}.
 */
final class TableEdits {
    private static final long LOOK_MILLIS = 100;

    private final MirrorContext context;
    private final MirrorSetup setup;
    private final TableBook tables;
    private final Gauge gauge;
    private final ChangeStream stream;
    private final SnapshotRunner copier;
    private final KnownTables known;
    private final AtomicBoolean publishing = new AtomicBoolean();
    private long appliedRevision;

    TableEdits(CycleParts parts, ChangeStream stream, SnapshotRunner copier) {
        this.context = parts.context();
        this.setup = parts.setup();
        this.tables = parts.tables();
        this.gauge = parts.hands().gauge();
        this.stream = stream;
        this.copier = copier;
        this.known = new KnownTables(parts);
    }

    /**
     * Does nothing when the configuration's tables were brought about already. Publishing has a thread of its own,
     * since it may wait for long transactions of others while the changes of other tables go on.
     */
    void apply(Scope scope, MirrorRecord record) {
        if (record.revision() == appliedRevision || publishing.get()) {
            return;
        }
        MirrorConfig config = record.config();
        arrange(config);
        add(
                config,
                config.tables().stream()
                        .filter(mapping -> tables.progress(mapping.source()) == null)
                        .toList());
        StreamSpec spec = StreamSpecs.of(config);
        stream.watch(spec.tables());
        appliedRevision = record.revision();
        publishing.set(true);
        scope.fork("publish", new Publishing(StreamSpecs.of(config, known.present(config.tables()))));
    }

    /** Gives the tables what the mirror's settings say by now; the stream does not care. */
    private void arrange(MirrorConfig config) {
        Map<String, String> wanted = MirrorEnv.tableOptions(config);
        Set<MappedTable> present = tables.allMapped();
        List<MappedTable> changed = present.stream()
                .map(table -> table.with(wanted))
                .filter(table -> !present.contains(table))
                .toList();
        if (!changed.isEmpty()) {
            tables.map(changed);
            known.prepare(changed);
        }
    }

    private void add(MirrorConfig config, List<TableMapping> added) {
        if (added.isEmpty()) {
            return;
        }
        List<MappedTable> mapped = setup.map(config, added);
        mapped.forEach(table -> context.destination().forget(context.mirror(), context.epoch(), table.name()));
        context.destination().prepare(context.mirror(), mapped);
        tables.map(mapped);
        for (MappedTable table : mapped) {
            tables.put(TableProgress.unpublished(table.name()));
            context.log().info("table " + table.name() + " is added to the mirror");
        }
    }

    /**
     * Publishes the tables and waits for transactions that began before, of which the stream may leave out what they
     * did to them. All of that is visible to whoever reads from then on, so nothing that the stream says of the tables
     * up to there is taken: it has gaps, and may even be of an earlier time in the mirror. The tables that wait are
     * copied when the stream is past it.
     */
    private final class Publishing implements Duty {
        private final StreamSpec spec;
        private boolean published;

        Publishing(StreamSpec spec) {
            this.spec = spec;
        }

        @Override
        public @Nullable Pause step() {
            if (!published) {
                publish();
                published = true;
            }
            List<TableName> waiting = tables.in(TablePhase.WAITING);
            if (!waiting.stream().allMatch(this::isPassed)) {
                return () -> Thread.sleep(LOOK_MILLIS);
            }
            if (waiting.stream().anyMatch(table -> !copier.isExact(table))) {
                // what was passed over may be of transactions that the stream told of before others could see them
                context.source().settle();
            }
            waiting.forEach(this::begin);
            publishing.set(false);
            return null;
        }

        private void publish() {
            context.requireOwned();
            context.source().publish(spec, context.epoch());
            List<TableProgress> added = tables.in(TablePhase.WAITING).stream()
                    .map(tables::known)
                    .filter(table -> !table.isPublished())
                    .toList();
            if (!added.isEmpty()) {
                context.source().settle();
                long now = context.source().heartbeat().order();
                added.forEach(table -> tables.put(table.publishedAt(now)));
            }
        }

        private boolean isPassed(TableName table) {
            return Long.compareUnsigned(
                            gauge.appliedOrder(), tables.known(table).replayUntil())
                    >= 0;
        }

        private void begin(TableName name) {
            MappedTable table = tables.mapped(name);
            if (table != null && table.options().containsKey(TableMapping.WITHOUT_SNAPSHOT)) {
                tables.put(tables.known(name).withPhase(TablePhase.CATCHING_UP));
            } else {
                copier.add(List.of(name));
            }
        }
    }
}
