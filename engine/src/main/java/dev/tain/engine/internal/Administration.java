package dev.tain.engine.internal;

import dev.tain.connector.Destination;
import dev.tain.engine.AdministrationService;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorService;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorSummary;
import dev.tain.engine.store.AdministrationStore;
import dev.tain.engine.store.Stores;
import dev.tain.model.Peer;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link AdministrationService} over the catalog, and over mirrors that it may change also while others may not. */
final class Administration implements AdministrationService {
    private static final Logger LOG = LoggerFactory.getLogger(Administration.class);

    /** These do no work that could be paused, or stopped for a reason of their own. */
    private static final Set<MirrorState> AT_REST =
            Set.of(MirrorState.PAUSED, MirrorState.COMPLETED, MirrorState.FAILED, MirrorState.DROPPING);

    private final AdministrationStore store;
    private final MirrorService mirrors;
    private final AdditionCancelling cancelling;
    private final Peers peers;
    private final Connectors connectors;

    Administration(Stores stores, MirrorService mirrors, Supervisor supervisor, Peers peers, Connectors connectors) {
        this.store = stores.administration();
        this.mirrors = mirrors;
        this.cancelling = new AdditionCancelling(stores, supervisor);
        this.peers = peers;
        this.connectors = connectors;
    }

    @Override
    public Map<String, String> tags(String mirror) {
        mirrors.summary(mirror);
        return store.tags(mirror);
    }

    @Override
    public void tag(String mirror, Map<String, String> tags) {
        mirrors.summary(mirror);
        store.tag(mirror, tags);
    }

    @Override
    public Map<String, String> settings() {
        return store.settings();
    }

    @Override
    public void set(String name, Optional<String> value) {
        store.set(name, value);
    }

    @Override
    public boolean isClosed() {
        return store.isClosed();
    }

    @Override
    public void close(boolean closed) {
        store.close(closed);
    }

    @Override
    public Map<String, MirrorState> held() {
        Map<String, MirrorState> held = new TreeMap<>();
        store.held().forEach(name -> held.put(name, mirrors.summary(name).state()));
        return held;
    }

    /** A mirror is remembered before it is paused, so that a crash between the two leaves none paused for good. */
    @Override
    public void beginMaintenance() {
        store.close(true);
        for (MirrorSummary mirror : mirrors.list()) {
            if (!AT_REST.contains(mirror.state()) && mirror.state() != MirrorState.PAUSING) {
                store.hold(mirror.name());
                mirrors.pause(mirror.name());
            }
        }
    }

    /** Each is forgotten after it was resumed, and the instance opens last: what a crash leaves can be ended again. */
    @Override
    public void endMaintenance() {
        for (String mirror : store.held()) {
            try {
                mirrors.resume(mirror);
            } catch (TainException e) {
                LOG.warn("{} is not resumed after maintenance: {}: {}", mirror, e.code(), e.sentence());
            }
            store.release(mirror);
        }
        store.close(false);
    }

    @Override
    public List<TableMapping> cancelAddition(String mirror, Set<TableName> replicating) {
        GuardedMirrors.requireOpen(store);
        return cancelling.cancel(mirror, replicating);
    }

    @Override
    public void resetSequences(String mirror) {
        MirrorConfig config = mirrors.summary(mirror).config();
        Peer peer = peers.find(config.destination());
        Destination destination = connectors.of(peer).destination(peer, mirror);
        String schema = destination.defaultSchema();
        destination.resetSequences(config.tables().stream()
                .map(table -> table.destination().withDefaultSchema(schema))
                .toList());
    }
}
