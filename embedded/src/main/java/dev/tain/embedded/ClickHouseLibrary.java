package dev.tain.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ClickHouse as a native library, in the cache. It is published as an npm package only, and fetched once. */
final class ClickHouseLibrary {
    /** The server that is inside. */
    static final String SERVER_VERSION = "26.7.2.1";

    private static final NpmPackage PACKAGE = new NpmPackage(
            "@chdb/lib-linux-x64-gnu",
            "26.7.3-stable.1",
            "XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==");

    private static final String ENTRY = "package/libchdb.so";

    private ClickHouseLibrary() {}

    /**
     * The library's file, fetched when the cache lacks it.
     *
     * @throws EmbeddedClickHouseException when it cannot be had here, with the reason in one line
     */
    static Path find(Path cache) {
        requirePlatform();
        Path library = cache.resolve("clickhouse").resolve(PACKAGE.version()).resolve("libchdb.so");
        try {
            Cache.need(library, unfinished -> PACKAGE.unpack(Map.of(ENTRY, unfinished)));
        } catch (IOException e) {
            throw unavailable("the package " + PACKAGE.name() + " could not be fetched: " + e.getMessage(), e);
        }
        return library;
    }

    private static void requirePlatform() {
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!system.equals("Linux on amd64")) {
            throw unavailable("there is none for " + system, null);
        }
    }

    private static EmbeddedClickHouseException unavailable(String why, @Nullable IOException cause) {
        return new EmbeddedClickHouseException(
                "No embedded ClickHouse: " + why.lines().findFirst().orElse("") + ".", cause);
    }
}
