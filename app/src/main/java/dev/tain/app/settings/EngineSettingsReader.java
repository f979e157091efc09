package dev.tain.app.settings;

import dev.tain.engine.EngineSettings;
import java.time.Duration;
import java.util.List;

/** Reads the engine's limits and times. */
final class EngineSettingsReader {
    private static final long LEAST_BATCH_BYTES = 1L << 20;
    private static final long MOST_BATCH_BYTES = 1L << 30;
    private static final EngineSettings STANDARD = EngineSettings.defaults();

    private static final Setting<Long> BATCH_BYTES = Setting.open(
            "engine.batch-bytes",
            "SIZE",
            "memory for the changes of one batch; a mirror holds two",
            Texts.bytes(STANDARD.batchBytes()),
            Texts.bytes(LEAST_BATCH_BYTES, MOST_BATCH_BYTES));
    private static final Setting<Long> HEARTBEAT = Setting.open(
            "engine.heartbeat",
            "TIME",
            "an idle source commits a message this often, so that its slot advances",
            Texts.millis(STANDARD.heartbeatMillis()),
            Texts.millis(Duration.ofSeconds(1), Duration.ofHours(1)));
    private static final Setting<Long> LEASE = Setting.open(
            "engine.lease",
            "TIME",
            "how long a mirror stays with a process that no longer answers",
            Texts.millis(STANDARD.leaseMillis()),
            Texts.millis(Duration.ofSeconds(3), Duration.ofMinutes(10)));

    static final List<Setting<?>> ALL = List.of(BATCH_BYTES, HEARTBEAT, LEASE);

    private EngineSettingsReader() {}

    static EngineSettings read(SettingsReader reader) {
        return new EngineSettings(reader.value(BATCH_BYTES), reader.value(HEARTBEAT), reader.value(LEASE));
    }
}
