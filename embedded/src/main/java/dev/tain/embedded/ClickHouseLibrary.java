package dev.tain.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse as a native library, in the cache. It is published as an npm package only, so the user's own {@code npm}
 * fetches it, once, from wherever that is configured to look; nothing of the package is run.
 *
 * <p>Invariant: the file under its final name is complete and was checked, because it was renamed to it.
 */
final class ClickHouseLibrary {
    /** The server that is inside. */
    static final String SERVER_VERSION = "26.7.2.1";

    private static final String PACKAGE = "@chdb/lib-linux-x64-gnu";
    private static final String VERSION = "26.7.3-stable.1";
    private static final String SHA512 =
            "XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==";
    private static final String ENTRY = "package/libchdb.so";
    private static final Object IN_PROCESS = new Object(); // file locks don't exclude threads of one process

    private ClickHouseLibrary() {}

    /**
     * The library's file, fetched when the cache lacks it.
     *
     * @throws EmbeddedClickHouseException when it cannot be had here, with the reason in one line
     */
    static Path find(Path cache) {
        requirePlatform();
        Path library = cache.resolve("clickhouse").resolve(VERSION).resolve("libchdb.so");
        if (Files.exists(library)) {
            return library;
        }
        try {
            Files.createDirectories(library.resolveSibling(""));
            fetchLocked(library);
        } catch (IOException e) {
            throw unavailable("the package " + PACKAGE + " could not be fetched: " + e.getMessage(), e);
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

    private static void fetchLocked(Path library) throws IOException {
        synchronized (IN_PROCESS) {
            try (FileChannel channel = FileChannel.open(
                            library.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                if (!Files.exists(library)) {
                    fetch(library);
                }
            }
        }
    }

    private static void fetch(Path library) throws IOException {
        Path directory = Files.createDirectories(library.resolveSibling("fetched-" + UUID.randomUUID()));
        try {
            Commands.mustRun(List.of(
                    "npm",
                    "pack",
                    "--silent",
                    "--ignore-scripts",
                    "--pack-destination",
                    directory.toString(),
                    PACKAGE + "@" + VERSION));
            Path archive;
            try (Stream<Path> files = Files.list(directory)) {
                archive = files.findFirst().orElseThrow(() -> new IOException("npm left no file"));
            }
            Path unpacked = directory.resolve("libchdb.so");
            unpack(archive, unpacked);
            Files.move(unpacked, library, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(archive);
        } finally {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path left : files.toList()) {
                    Files.delete(left);
                }
            }
            Files.delete(directory);
        }
    }

    /** Takes the library out of the archive, and fails unless the archive as a whole is the one that we know. */
    private static void unpack(Path archive, Path to) throws IOException {
        MessageDigest digest = sha512();
        try (InputStream file = new DigestInputStream(new BufferedInputStream(Files.newInputStream(archive)), digest)) {
            boolean found = false;
            try (var tar = new TarArchiveInputStream(new GZIPInputStream(new Unclosed(file), 1 << 16))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.getName().equals(ENTRY)) {
                        Files.copy(tar, to);
                        found = true;
                    }
                }
            }
            file.transferTo(java.io.OutputStream.nullOutputStream());
            if (!found || !Base64.getEncoder().encodeToString(digest.digest()).equals(SHA512)) {
                Files.deleteIfExists(to);
                throw new IOException("what npm fetched is not the package that is expected");
            }
        }
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }

    /** The archive's end lies behind what the tar reader reads; the digest wants that too. */
    private static final class Unclosed extends java.io.FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // whoever opened the file closes it
        }
    }
}
