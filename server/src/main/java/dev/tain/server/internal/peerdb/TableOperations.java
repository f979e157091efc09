package dev.tain.server.internal.peerdb;

import dev.tain.engine.AdministrationService;
import dev.tain.engine.MirrorService;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Giving up tables that are being added, and setting the destination's sequences. */
final class TableOperations {
    private static final int MOST_ANSWERS = 1_000;

    private final MirrorService mirrors;
    private final AdministrationService administration;
    private final ReentrantLock lock = new ReentrantLock();

    /** What was answered to the last requests that had an idempotency key. */
    private final Map<String, CancelResponse> answered = new LinkedHashMap<>();

    TableOperations(MirrorService mirrors, AdministrationService administration) {
        this.mirrors = mirrors;
        this.administration = administration;
    }

    /** @param idempotencyKey a second request with the same one gets the answer of the first */
    record CancelRequest(
            String flowJobName,
            List<ConnectionConfigs.Table> currentlyReplicatingTables,
            String idempotencyKey,
            boolean assumeTableRemovalWillNotHappen) {}

    record CancelResponse(String flowJobName, List<ConnectionConfigs.Table> tablesAfterCancellation, String runId) {}

    record SequencesRequest(String flowJobName) {}

    record SequencesResponse(boolean ok, String errorMessage) {}

    List<Route> routes() {
        return List.of(
                Operation.post("flows/cdc/cancel_table_addition", CancelRequest.class, this::cancel),
                Operation.post("mirrors/sequences/reset", SequencesRequest.class, this::resetSequences));
    }

    private static <T> T found(String name, Supplier<T> question) {
        return Mirrors.found(name, "flow " + name + " not found", question);
    }

    private CancelResponse cancel(CancelRequest request) {
        String name = request.flowJobName();
        return found(name, () -> {
            String key = mirrors.summary(name).id() + "/" + request.idempotencyKey();
            lock.lock();
            try {
                CancelResponse before = answered.get(key);
                if (before != null) {
                    return before;
                }
                CancelResponse response = cancelled(request, key);
                if (!request.idempotencyKey().isEmpty()) {
                    remember(key, response);
                }
                return response;
            } finally {
                lock.unlock();
            }
        });
    }

    private void remember(String key, CancelResponse response) {
        if (answered.size() >= MOST_ANSWERS) {
            answered.remove(answered.keySet().iterator().next());
        }
        answered.put(key, response);
    }

    private CancelResponse cancelled(CancelRequest request, String key) {
        String name = request.flowJobName();
        FlowStatus status = Mirrors.status(mirrors.summary(name).state());
        Set<TableName> replicating = request.currentlyReplicatingTables().stream()
                .map(table -> Peers.table("source_table_identifier", table.sourceTableIdentifier()))
                .collect(Collectors.toSet());
        try {
            List<TableMapping> kept = administration.cancelAddition(name, replicating);
            return new CancelResponse(
                    name,
                    kept.stream().map(ConfigWriting::table).toList(),
                    UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString());
        } catch (TainException e) {
            throw e.code() == ErrorCode.ADDITION_NOT_CANCELLABLE
                    ? Faults.reworded(
                            e,
                            "cannot cancel table addition for flow " + name + " in status " + status + ": "
                                    + e.sentence())
                    : e;
        }
    }

    private SequencesResponse resetSequences(SequencesRequest request) {
        String name = request.flowJobName();
        return found(name, () -> {
            administration.resetSequences(name);
            return new SequencesResponse(true, "");
        });
    }
}
