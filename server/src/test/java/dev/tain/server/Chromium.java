package dev.tain.server;

import dev.tain.testkit.Await;
import dev.tain.testkit.BrowserProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real browser without a window, driven by the protocol of its developer tools. */
final class Chromium implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern PAGE =
            Pattern.compile("\"type\": \"page\"[^}]*\"webSocketDebuggerUrl\": \"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    private Chromium(Process process, Path data) throws IOException, InterruptedException {
        this.process = process;
        Path ports = data.resolve("DevToolsActivePort");
        Await.atMost(LIMIT)
                .thatHolds(
                        "the browser listens",
                        () -> Files.exists(ports) && Files.readAllLines(ports).size() > 1);
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(ports).getFirst() + "/json/list");
        String pages = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        Matcher page = PAGE.matcher(pages);
        if (!page.find()) {
            throw new IllegalStateException("no page in " + pages);
        }
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(String.valueOf(page.group(1))), new Listener())
                .join();
        ask("Runtime.enable", "{}");
        ask("Log.enable", "{}");
        ask("Page.enable", "{}");
    }

    /** @param data an empty directory */
    static Chromium start(BrowserProgram program, Path data) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.file().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--window-size=1280,860",
                "--remote-debugging-port=0",
                "--user-data-dir=" + data,
                "about:blank"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("browser.log").toFile());
        builder.environment().putAll(program.environment());
        Process process = builder.start();
        try {
            return new Chromium(process, data);
        } catch (IOException | RuntimeException | AssertionError e) {
            kill(process);
            throw new IllegalStateException(
                    "the browser did not start: " + Files.readString(data.resolve("browser.log")), e);
        }
    }

    void open(String address) {
        ask("Page.navigate", "{\"url\":\"" + address + "\"}");
    }

    /** Waits until an expression of JavaScript, without double quotes, is true. */
    void awaitTrue(String expression) {
        Await.until(expression, () -> evaluate("Boolean(" + expression + ")").contains("\"value\":true"));
    }

    void run(String script) {
        String answer = evaluate(script);
        if (answer.contains("exceptionDetails")) {
            throw new AssertionError(script + " failed: " + answer);
        }
    }

    /** Errors and warnings of the page since the browser was started. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private String evaluate(String expression) {
        return ask("Runtime.evaluate", "{\"expression\":\"" + expression + "\"}");
    }

    private String ask(String method, String parameters) {
        int id = last.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.put(id, answer);
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
                .join();
        return answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            message.append(part);
            if (isLast) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String text) {
            Matcher id = ID.matcher(text);
            if (id.find()) {
                Optional.ofNullable(asked.remove(Integer.valueOf(String.valueOf(id.group(1)))))
                        .ifPresent(each -> each.complete(text));
            } else if (text.contains("\"Runtime.exceptionThrown\"") || text.contains("\"level\":\"error\"")) {
                complaints.add(text);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        kill(process);
    }

    private static void kill(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }
}
