package dev.tain.e2e;

import dev.tain.catalog.Catalog;
import dev.tain.catalog.CatalogSettings;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.runtime.Engine;
import dev.tain.link.KafkaPlace;
import dev.tain.link.SecretSeal;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.broker.EmbeddedBroker;
import dev.tain.link.internal.control.LinkParts;
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
 * The app's link broker, which crashes on demand: each line on standard input sets a {@link CrashPoint} of {@link
 * CrashingBroker}, and the end of the input ends the process. Arguments as {@link Launch#arguments} gives them, behind
 * {@code --kafka FILE}.
 */
final class LinkCrashMain {
    private static final EngineSettings SETTINGS = new EngineSettings(4L << 20, 500, 3_000);

    private LinkCrashMain() {}

    /** There are no secrets in these tests. */
    private static final class Plain implements SecretSeal {
        @Override
        public String seal(String place, String secret) {
            return secret;
        }

        @Override
        public String open(String place, String kept) {
            return kept;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path kafka = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[3].substring(arguments[3].indexOf(':') + 1));
        Path data = Path.of(arguments[5]);
        try (BrokerHost broker = EmbeddedBroker.open(new KafkaPlace.Joined(kafka));
                LinkParts links = LinkParts.open(CrashingBroker.of(broker), new Plain(), Clock.systemUTC());
                Catalog catalog = Catalog.open(CatalogSettings.embedded(data));
                Engine engine =
                        new Engine(catalog.stores(), List.of(), SETTINGS, "link-crash-main", Clock.systemUTC());
                ApiServer _ = ApiServer.start(new ApiSettings("127.0.0.1", port, null, "crash"), api(engine, links))) {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                CrashingBroker.armed().set(CrashPoint.parse(line));
            }
        }
    }

    private static ApiServices api(Engine engine, LinkParts links) {
        return new ApiServices(
                engine.mirrors(),
                engine.peers(),
                engine.verifications(),
                engine.observations(),
                engine.histories(),
                engine.administration(),
                Optional.of(links.service()));
    }
}
