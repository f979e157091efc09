package dev.tain.engine.internal;

import dev.tain.connector.TableContract;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorEdit;
import dev.tain.engine.MirrorService;
import dev.tain.engine.MirrorStatus;
import dev.tain.engine.MirrorSummary;
import dev.tain.engine.SkippedChange;
import dev.tain.engine.store.AdministrationStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.OptionalLong;

/** Mirrors that nobody changes while the instance is closed for maintenance. */
final class GuardedMirrors implements MirrorService {
    private final MirrorService mirrors;
    private final AdministrationStore administration;

    GuardedMirrors(MirrorService mirrors, AdministrationStore administration) {
        this.mirrors = mirrors;
        this.administration = administration;
    }

    static void requireOpen(AdministrationStore administration) {
        if (administration.isClosed()) {
            throw new TainException(
                    ErrorCode.MAINTENANCE,
                    "The instance is in maintenance mode: mirrors cannot be changed now.",
                    "Wait until maintenance has ended; GET /v1/instance/info says when.");
        }
    }

    @Override
    public List<TableContract> validate(MirrorConfig config) {
        return mirrors.validate(config);
    }

    @Override
    public void create(MirrorConfig config, boolean attach, boolean check) {
        requireOpen(administration);
        mirrors.create(config, attach, check);
    }

    @Override
    public void pause(String name) {
        requireOpen(administration);
        mirrors.pause(name);
    }

    @Override
    public void resume(String name) {
        requireOpen(administration);
        mirrors.resume(name);
    }

    @Override
    public void edit(String name, MirrorEdit edit) {
        requireOpen(administration);
        mirrors.edit(name, edit);
    }

    @Override
    public void drop(String name, boolean keepDestination, boolean dropHistory) {
        requireOpen(administration);
        mirrors.drop(name, keepDestination, dropHistory);
    }

    @Override
    public List<TableName> retry(String name, List<TableName> tables) {
        requireOpen(administration);
        return mirrors.retry(name, tables);
    }

    @Override
    public SkippedChange skip(String name, TableName table, OptionalLong stop) {
        requireOpen(administration);
        return mirrors.skip(name, table, stop);
    }

    @Override
    public MirrorSummary summary(String name) {
        return mirrors.summary(name);
    }

    @Override
    public MirrorStatus status(String name) {
        return mirrors.status(name);
    }

    @Override
    public List<MirrorSummary> list() {
        return mirrors.list();
    }

    @Override
    public List<String> names() {
        return mirrors.names();
    }
}
