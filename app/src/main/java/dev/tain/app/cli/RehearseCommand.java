package dev.tain.app.cli;

import dev.tain.app.Service;
import dev.tain.app.internal.file.TemporaryDirectory;
import dev.tain.app.internal.log.Logging;
import dev.tain.app.internal.process.StopSignal;
import dev.tain.app.settings.Settings;
import dev.tain.app.settings.Settings.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code tain rehearse}, which the start script runs once after a build: a service that starts, is asked a few things
 * and stops, while the JVM notes for its cache which classes and methods that takes.
 */
final class RehearseCommand implements Command {
    /** Enough for the JVM to see which methods matter. */
    private static final int ROUNDS = 20;

    @Override
    public String name() {
        return "rehearse";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Start and stop, to train the JVM's cache.")
                .hidden(true);
        SettingsOptions.add(spec);
    }

    @Override
    public int run(ParseResult given) {
        try (TemporaryDirectory directory = TemporaryDirectory.open("tain-rehearsal", null)) {
            rehearse(directory.path());
            return Exit.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.STOPPED;
        }
    }

    private static void rehearse(Path directory) throws IOException, InterruptedException {
        Settings settings = Settings.read(Inputs.only(Map.of("http", "127.0.0.1:0", "data", directory.toString())));
        Logging.toStandardError(settings.log());
        try (StopSignal _ = StopSignal.install(Exit.STOPPED);
                Service service = Service.open(settings);
                HttpClient client = HttpClient.newHttpClient()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (HttpRequest request : requests(service.address())) {
                    client.send(request, BodyHandlers.ofString());
                }
            }
        }
    }

    private static List<HttpRequest> requests(URI address) {
        return List.of(
                get(address, "/health/ready"),
                get(address, "/api/v1/version"),
                get(address, "/api/v1/peers/list"),
                get(address, "/api/v1/mirrors/list"),
                post(address, "/api/v1/mirrors/status", "{\"flowJobName\": \"none\", \"includeFlowInfo\": true}"),
                post(address, "/api/v1/flows/cdc/create", "{\"connection_configs\": {\"flow_job_name\": \"none\",}}"));
    }

    private static HttpRequest get(URI address, String path) {
        return HttpRequest.newBuilder(address.resolve(path)).build();
    }

    private static HttpRequest post(URI address, String path, String body) {
        return HttpRequest.newBuilder(address.resolve(path))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
