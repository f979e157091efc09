package dev.tain.app.internal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A directory of our own that {@link #close} deletes with all that is in it. */
public final class TemporaryDirectory implements AutoCloseable {
    private final Path path;
    private boolean kept;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /** @param parent where it is made; null for the system's usual place */
    public static TemporaryDirectory open(String prefix, @Nullable Path parent) {
        Path base = parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : parent;
        try {
            // Not createTempDirectory, which shuts out the user that a server runs as when we are root.
            return new TemporaryDirectory(Files.createDirectories(
                    base.resolve(prefix + "-" + UUID.randomUUID()).toAbsolutePath()));
        } catch (IOException e) {
            throw new UncheckedIOException("No directory could be made in " + base + ".", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Makes close leave it to the user, to look into. */
    public void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (kept || Files.notExists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new Deleter());
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + path + " could not be deleted.", e);
        }
    }

    private static final class Deleter extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
