package dev.tain.server;

import dev.tain.server.internal.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A conversation with the API, in a file: {@code > VERB address [@file with the body]}, then the request's headers with
 * the same mark, then its body; then {@code <} and the status, the response's headers, its body, and behind {@code |}
 * what reached the engine, up to an empty line. Lines with {@code !} change the world behind the API; those with
 * {@code #} are notes.
 */
final class GoldenFile {
    private static final Pattern SET_OR_MAP = Pattern.compile("(excluded=\\[|\\{)([^]}]*)");

    private final Path path;
    private final ApiUnderTest api;
    private final Sender sender;
    private final List<String> actual = new ArrayList<>();

    /** Takes a request to the API and its answer back. */
    @FunctionalInterface
    interface Sender {
        Response send(String method, String address, Map<String, List<String>> headers, byte[] body) throws IOException;
    }

    GoldenFile(Path path, ApiUnderTest api) {
        this(path, api, api::send);
    }

    /** @param api the world behind what the sender asks */
    GoldenFile(Path path, ApiUnderTest api, Sender sender) {
        this.path = path;
        this.api = api;
        this.sender = sender;
    }

    /** The file as it should be. */
    String play() throws IOException {
        List<String> lines = Files.readAllLines(path);
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith("> ")) {
                at = exchange(lines, at);
                continue;
            }
            if (line.startsWith("! ")) {
                World.change(api, line.substring(2));
            }
            actual.add(line);
            at++;
        }
        return String.join("\n", actual) + "\n";
    }

    private int exchange(List<String> lines, int from) throws IOException {
        int at = from;
        List<String> marked = new ArrayList<>();
        while (at < lines.size() && lines.get(at).startsWith("> ")) {
            marked.add(lines.get(at++).substring(2));
        }
        List<String> body = new ArrayList<>();
        while (at < lines.size()
                && !lines.get(at).startsWith("<")
                && !lines.get(at).isEmpty()) {
            body.add(lines.get(at++));
        }
        actual.addAll(lines.subList(from, at));
        answer(send(marked, body));
        while (at < lines.size() && !lines.get(at).isEmpty()) {
            at++;
        }
        return at;
    }

    private Response send(List<String> marked, List<String> body) throws IOException {
        String[] words = marked.getFirst().split(" ");
        Map<String, List<String>> headers = new HashMap<>();
        marked.stream()
                .skip(1)
                .map(line -> line.split(": ", 2))
                .forEach(pair -> headers.put(pair[0], List.of(pair[1])));
        byte[] bytes = words.length > 2
                ? Files.readAllBytes(path.resolveSibling("..").resolve(words[2].substring(1)))
                : String.join("\n", body).getBytes(StandardCharsets.UTF_8);
        return sender.send(words[0], words[1], headers, bytes);
    }

    private void answer(Response response) {
        actual.add("< " + response.status());
        response.headers().forEach((name, value) -> actual.add("< " + name + ": " + value));
        if (response.body().length > 0) {
            actual.add(ApiUnderTest.text(response));
        }
        for (List<String> calls : List.of(api.mirrors.calls, api.links.calls)) {
            calls.forEach(call -> actual.add("< | " + sorted(call)));
            calls.clear();
        }
    }

    // Sets and maps print in an order of their own in each process.
    private static String sorted(String call) {
        return SET_OR_MAP
                .matcher(call)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1)
                        + Arrays.stream(match.group(2).split(", ")).sorted().collect(Collectors.joining(", "))));
    }
}
