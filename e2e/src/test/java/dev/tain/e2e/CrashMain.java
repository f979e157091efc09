package dev.tain.e2e;

import dev.tain.catalog.Catalog;
import dev.tain.catalog.CatalogSettings;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.runtime.Engine;
import dev.tain.postgres.PostgresConnector;
import dev.tain.server.ApiServer;
import dev.tain.server.ApiServices;
import dev.tain.server.ApiSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The app's parts with connectors that crash on demand: each line on standard input sets a {@link CrashPoint}, and the
 * end of the input ends the process. Arguments as {@link Launch#arguments} gives them.
 */
final class CrashMain {
    private static final long BATCH_BYTES = 4L << 20;
    private static final long HEARTBEAT_MILLIS = 500;
    private static final long LEASE_MILLIS = 3_000;

    private CrashMain() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1].substring(arguments[1].indexOf(':') + 1));
        CrashPoint.Armed armed = new CrashPoint.Armed();
        try (Catalog catalog = Catalog.open(CatalogSettings.embedded(Path.of(arguments[3])));
                Engine engine = new Engine(
                        catalog.stores(),
                        List.of(
                                CrashingConnector.of(new PostgresConnector(), armed),
                                CrashingConnector.of(new RelayedClickHouse(armed), armed)),
                        new EngineSettings(BATCH_BYTES, HEARTBEAT_MILLIS, LEASE_MILLIS),
                        "crash-main",
                        Clock.systemUTC());
                ApiServer _ = ApiServer.start(
                        new ApiSettings("127.0.0.1", port, null, "crash"),
                        new ApiServices(
                                engine.mirrors(),
                                engine.peers(),
                                engine.verifications(),
                                engine.observations(),
                                engine.histories(),
                                engine.administration(),
                                Optional.empty()))) {
            engine.start();
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                armed.set(CrashPoint.parse(line));
            }
        }
    }
}
