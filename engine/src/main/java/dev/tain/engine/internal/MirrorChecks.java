package dev.tain.engine.internal;

import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.connector.Source;
import dev.tain.connector.StreamSpec;
import dev.tain.connector.TableContract;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorEnv;
import dev.tain.engine.MirrorInvalid;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.Problem;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds everything that would keep a mirror from working before it is created or changed. Changes nothing. */
final class MirrorChecks {
    /** As the published API has it; the length leaves room for the prefix within PostgreSQL's 63 bytes. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,54}");

    private final Peers peers;
    private final Connectors connectors;

    MirrorChecks(Peers peers, Connectors connectors) {
        this.peers = peers;
        this.connectors = connectors;
    }

    /** What can be said without asking anybody. */
    void checkForm(MirrorConfig config) {
        List<Problem> problems = new ArrayList<>();
        if (!NAME.matcher(config.name()).matches()) {
            problems.add(invalid(
                    "flow_job_name",
                    "invalid mirror name: " + config.name(),
                    "use lower-case letters, digits and underscores, not beginning with a digit, at most 55"));
        }
        if (config.snapshot().only() && !config.snapshot().wanted()) {
            problems.add(invalid(
                    "initial_snapshot_only",
                    "initial_snapshot_only is true but do_initial_snapshot is false",
                    "set do_initial_snapshot to true, or leave initial_snapshot_only out"));
        }
        if (config.tables().isEmpty()) {
            problems.add(invalid("table_mappings", "there are no table mappings", "name at least one table"));
        }
        Set<TableName> seen = new HashSet<>();
        for (TableMapping mapping : config.tables()) {
            if (!seen.add(mapping.source())) {
                problems.add(invalid(
                        mapping.source().toString(),
                        "table " + mapping.source() + " is mapped twice",
                        "map each source table once"));
            }
        }
        problems.addAll(MirrorEnv.problems(config));
        refuse(problems);
    }

    private static Problem invalid(String subject, String sentence, String remedy) {
        return new Problem(ErrorCode.MIRROR_INVALID, subject, sentence, remedy);
    }

    /** Everything, by asking source and destination. */
    Checked check(MirrorConfig config) {
        checkForm(config);
        return check(config, config.tables(), StreamSpecs.of(config));
    }

    /** Tables that could be written, and what can be said of their columns. */
    record Checked(Destination destination, List<MappedTable> tables) {
        List<TableContract> contracts() {
            return destination.contracts(tables);
        }
    }

    /** What an edit would bring: the mirror's own slot and publication exist already and are its own. */
    void checkEdit(MirrorConfig before, MirrorConfig edited, List<TableMapping> added) {
        checkForm(edited);
        if (!MirrorEnv.tableOptions(edited).equals(MirrorEnv.tableOptions(before))) {
            checkOptions(edited);
        }
        if (!added.isEmpty()) {
            check(edited, added, null);
        }
    }

    /** @param spec null when the stream exists already and only tables are to be checked */
    private Checked check(MirrorConfig config, List<TableMapping> mappings, @Nullable StreamSpec spec) {
        Peer sourcePeer = peers.find(config.source());
        Peer destinationPeer = peers.find(config.destination());
        Source source = connectors.of(sourcePeer).source(sourcePeer, config.name());
        Destination destination = connectors.of(destinationPeer).destination(destinationPeer, config.name());
        List<Problem> problems = new ArrayList<>();
        problems.addAll(
                spec == null
                        ? source.checkTables(StreamSpecs.of(config).withTables(StreamSpecs.tables(mappings)))
                        : source.check(spec, !config.snapshot().only()));
        List<TableSchema> described =
                source.describe(mappings.stream().map(TableMapping::source).toList());
        TableMapper mapper = new TableMapper(config, destination.defaultSchema());
        problems.addAll(mapper.problems(mappings, described));
        List<MappedTable> mapped = mapper.map(mappings, described).stream()
                .filter(table -> table.source().hasKey())
                .toList();
        problems.addAll(destination.check(mapped, config.snapshot().wanted()));
        if (!problems.isEmpty()) {
            throw new MirrorInvalid(problems, destination.contracts(mapped));
        }
        return new Checked(destination, mapped);
    }

    /** What the mirror's settings ask for beside its tables. */
    private void checkOptions(MirrorConfig config) {
        Peer sourcePeer = peers.find(config.source());
        Peer destinationPeer = peers.find(config.destination());
        Source source = connectors.of(sourcePeer).source(sourcePeer, config.name());
        Destination destination = connectors.of(destinationPeer).destination(destinationPeer, config.name());
        List<TableSchema> described = source.describe(
                config.tables().stream().map(TableMapping::source).toList());
        refuse(destination.checkOptions(
                new TableMapper(config, destination.defaultSchema()).map(config.tables(), described)));
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new MirrorInvalid(problems);
        }
    }
}
