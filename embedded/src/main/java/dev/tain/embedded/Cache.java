package dev.tain.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is fetched or made once, and then only read, by all processes of a user.
 *
 * <p>Invariant: what is there under its final name is complete and was checked, because it was renamed to it.
 */
public final class Cache {
    private static final Object IN_PROCESS = new Object(); // file locks don't exclude threads of one process

    private Cache() {}

    /** Makes a file or directory under a name that nobody else uses. */
    @FunctionalInterface
    public interface Maker {
        void make(Path unfinished) throws IOException;
    }

    /** The user's directory for this. */
    public static Path directory() {
        return RunAs.ORDINARY_USER.defaultCache();
    }

    /** Makes a file or directory unless it is there. Others that want the same one wait. */
    public static void need(Path place, Maker maker) throws IOException {
        if (Files.exists(place)) {
            return;
        }
        Files.createDirectories(place.resolveSibling(""));
        Path lockFile = place.resolveSibling(place.getFileName() + ".lock");
        synchronized (IN_PROCESS) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                if (!Files.exists(place)) {
                    Path unfinished = place.resolveSibling(place.getFileName() + ".unfinished-" + UUID.randomUUID());
                    try {
                        maker.make(unfinished);
                        Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
                    } finally {
                        deleteTree(unfinished);
                    }
                }
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
