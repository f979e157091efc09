package dev.tain.server.internal.page;

import dev.tain.server.internal.http.Request;
import dev.tain.server.internal.http.Response;
import dev.tain.server.internal.http.Site;
import dev.tain.server.internal.http.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page at {@code /} and its parts below {@code /assets/}. Read once from the class path and kept in memory, about
 * 100 KB. Browsers keep the files and ask each time whether they are still right, so that a page never mixes the parts
 * of two versions. Safe for many threads.
 */
public final class WebPage implements Site {
    private static final String FIRST = "index.html";
    private static final int DIGEST_BYTES = 16;

    /** What the page consists of, beside its first file. */
    static final List<String> PARTS = List.of(
            "actions.js",
            "api.js",
            "commands.js",
            "comparison.js",
            "dialog.js",
            "dom.js",
            "format.js",
            "icon.svg",
            "kafka.js",
            "link.js",
            "linkactions.js",
            "list.js",
            "main.js",
            "mirror.js",
            "overview.js",
            "page.css",
            "peers.js",
            "poll.js",
            "sentences.js",
            "table.js",
            "widgets.css",
            "widgets.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** Only files of this server, nothing inline, no frames around it, no forms that are sent elsewhere. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Part> parts = new HashMap<>();

    /** The same answer with and without the content. */
    private record Part(String tag, Response whole, Response unchanged) {}

    private WebPage() {}

    /** Reads all parts. A part that is missing is a mistake of the build. */
    public static WebPage load() {
        WebPage page = new WebPage();
        page.parts.put("/", read(FIRST));
        PARTS.forEach(name -> page.parts.put("/assets/" + name, read(name)));
        return page;
    }

    @Override
    public boolean has(String path) {
        return parts.containsKey(path);
    }

    @Override
    public Response answer(Request request) {
        Part part = Optional.ofNullable(parts.get(request.path())).orElseThrow();
        if (request.verb() != Verb.GET) {
            return new Response(405, Map.of("Allow", "GET, HEAD"), new byte[0]);
        }
        boolean known = request.headers().values("If-None-Match").stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(String::strip)
                .anyMatch(tag -> tag.equals(part.tag()) || tag.equals("W/" + part.tag()));
        return known ? part.unchanged() : part.whole();
    }

    private static Part read(String name) {
        byte[] content;
        try (InputStream in = WebPage.class.getResourceAsStream("/page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the page's part " + name + " is missing");
            }
            content = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String tag = '"' + digest(content) + '"';
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        Map<String, String> headers = Map.of(
                "Content-Type", Optional.ofNullable(type).orElseThrow(),
                "ETag", tag,
                "Cache-Control", "private, no-cache",
                "Content-Security-Policy", POLICY,
                "Referrer-Policy", "no-referrer",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin",
                "X-Frame-Options", "DENY");
        return new Part(tag, new Response(200, headers, content), new Response(304, headers, new byte[0]));
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
