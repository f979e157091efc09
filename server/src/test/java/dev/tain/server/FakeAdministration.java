package dev.tain.server;

import dev.tain.engine.AdministrationService;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorSummary;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Administration in memory. Tables named {@code u} are being added while a mirror is {@code SNAPSHOTTING}. */
public final class FakeAdministration implements AdministrationService {
    private final FakeMirrors mirrors;
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final List<String> held = new ArrayList<>();
    private boolean closed;

    FakeAdministration(FakeMirrors mirrors) {
        this.mirrors = mirrors;
    }

    @Override
    public Map<String, String> tags(String mirror) {
        mirrors.summary(mirror);
        return tags.getOrDefault(mirror, Map.of());
    }

    @Override
    public void tag(String mirror, Map<String, String> wanted) {
        mirrors.summary(mirror);
        tags.put(mirror, wanted);
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public void set(String name, Optional<String> value) {
        value.ifPresentOrElse(text -> settings.put(name, text), () -> settings.remove(name));
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close(boolean wanted) {
        closed = wanted;
    }

    @Override
    public Map<String, MirrorState> held() {
        Map<String, MirrorState> states = new TreeMap<>();
        held.forEach(name -> states.put(name, mirrors.summary(name).state()));
        return states;
    }

    @Override
    public void beginMaintenance() {
        closed = true;
        mirrors.list().stream().map(MirrorSummary::name).forEach(name -> {
            held.add(name);
            mirrors.change(name, MirrorState.PAUSING, Optional.empty());
        });
    }

    @Override
    public void endMaintenance() {
        held.forEach(name -> mirrors.change(name, MirrorState.RUNNING, Optional.empty()));
        held.clear();
        closed = false;
    }

    @Override
    public List<TableMapping> cancelAddition(String mirror, Set<TableName> replicating) {
        MirrorSummary summary = mirrors.summary(mirror);
        if (summary.state() != MirrorState.SNAPSHOTTING) {
            throw new TainException(ErrorCode.ADDITION_NOT_CANCELLABLE, "no table is being added to it", "Edit it.");
        }
        mirrors.change(mirror, MirrorState.RUNNING, Optional.empty());
        return summary.config().tables().stream()
                .filter(table -> replicating.contains(table.source())
                        || !table.source().name().equals("u"))
                .toList();
    }

    @Override
    public void resetSequences(String mirror) {
        if (mirrors.summary(mirror).config().destination().equals("ch")) {
            throw new TainException(
                    ErrorCode.MIRROR_INVALID,
                    "reset sequences is only supported for PostgreSQL destinations",
                    "There is nothing to reset at this destination.");
        }
    }
}
