package dev.tain.embedded;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * One version of what is published as an npm package only. The user's own {@code npm} fetches it, from wherever that is
 * configured to look; nothing of the package is run.
 *
 * @param sha512 of the package's archive, in base 64
 */
public record NpmPackage(String name, String version, String sha512) {
    /**
     * Writes some of the package's files.
     *
     * @param wanted the names in the archive, and where each goes: into directories that are there
     * @throws IOException when it cannot be fetched, is another one than expected, or lacks one of them
     */
    public void unpack(Map<String, Path> wanted) throws IOException {
        Path directory = wanted.values().iterator().next().resolveSibling("fetched-" + UUID.randomUUID());
        Files.createDirectories(directory);
        try {
            Commands.mustRun(List.of(
                    "npm",
                    "pack",
                    "--silent",
                    "--ignore-scripts",
                    "--pack-destination",
                    directory.toString(),
                    name + "@" + version));
            unpack(onlyFile(directory), wanted);
        } finally {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path left : files.toList()) {
                    Files.delete(left);
                }
            }
            Files.delete(directory);
        }
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow(() -> new IOException("npm left no file"));
        }
    }

    private void unpack(Path archive, Map<String, Path> wanted) throws IOException {
        MessageDigest digest = newDigest();
        int found = 0;
        try (InputStream file = new DigestInputStream(new BufferedInputStream(Files.newInputStream(archive)), digest)) {
            try (var tar = new TarArchiveInputStream(new GZIPInputStream(new Unclosed(file), 1 << 16))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Optional<Path> to = Optional.ofNullable(wanted.get(entry.getName()));
                    if (to.isPresent()) {
                        Files.copy(tar, to.orElseThrow());
                        found++;
                    }
                }
            }
            file.transferTo(OutputStream.nullOutputStream());
        }
        boolean expected = Base64.getEncoder().encodeToString(digest.digest()).equals(sha512);
        if (found < wanted.size() || !expected) {
            for (Path file : wanted.values()) {
                Files.deleteIfExists(file);
            }
            throw new IOException("what npm fetched is not the package that is expected");
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }

    /** The archive's end lies behind what the tar reader reads; the digest wants that too. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // whoever opened the file closes it
        }
    }
}
