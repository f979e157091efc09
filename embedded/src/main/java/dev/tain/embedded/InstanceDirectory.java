package dev.tain.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one server: its data, its log, and a lock that tells other processes that it has an owner.
 *
 * <p>The lock vanishes with its process, however that ends. Therefore a temporary directory whose lock is free was
 * left by a killed process, and whoever makes the next temporary one deletes it.
 */
final class InstanceDirectory implements AutoCloseable {
    private static final Object IN_PROCESS = new Object();
    private static final String OWNER_LOCK = "owner.lock";

    /** Looking at the lock file of one of these would free its lock: closing any handle of a file frees all locks. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final boolean temporary;
    private final FileChannel owner;

    private InstanceDirectory(Path home, boolean temporary, FileChannel owner) {
        this.home = home;
        this.temporary = temporary;
        this.owner = owner;
    }

    /** A fresh directory that is deleted on close. */
    static InstanceDirectory temporary(Path cache, RunAs runAs) throws IOException {
        Path instances = cache.resolve("instances");
        runAs.createDirectory(instances);
        synchronized (IN_PROCESS) {
            try (FileChannel channel = openLockFile(instances.resolve("sweep.lock"));
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                sweep(instances);
                return own(instances.resolve(UUID.randomUUID().toString()), true, runAs);
            }
        }
    }

    /** A directory that the caller named; it is kept. */
    static InstanceDirectory kept(Path home, RunAs runAs) throws IOException {
        return own(home.toAbsolutePath(), false, runAs);
    }

    Path data() {
        return home.resolve("data");
    }

    Path log() {
        return home.resolve("server.log");
    }

    boolean temporary() {
        return temporary;
    }

    @Override
    public void close() throws IOException {
        if (temporary && owner.isOpen()) {
            delete(home);
        }
        owner.close();
        OWN.remove(home);
    }

    private static InstanceDirectory own(Path home, boolean temporary, RunAs runAs) throws IOException {
        runAs.createDirectory(home);
        boolean first = OWN.add(home);
        FileChannel channel = first ? tryLock(home) : null;
        if (channel == null) {
            if (first) {
                OWN.remove(home);
            }
            throw new EmbeddedPostgresException("The PostgreSQL directory " + home
                    + " is in use by another process. Stop that process, or choose another directory.");
        }
        return new InstanceDirectory(home, temporary, channel);
    }

    private static void sweep(Path instances) throws IOException {
        List<Path> homes;
        try (Stream<Path> entries = Files.list(instances)) {
            homes = entries.filter(Files::isDirectory)
                    .filter(home -> !OWN.contains(home))
                    .toList();
        }
        for (Path home : homes) {
            FileChannel channel = tryLock(home);
            if (channel != null) {
                try (channel) {
                    deleteUnlessRunning(home);
                }
            }
        }
    }

    private static void deleteUnlessRunning(Path home) throws IOException {
        if (PostmasterFile.of(home.resolve("data")).liveServer().isEmpty()) {
            delete(home);
        }
    }

    private static @Nullable FileChannel tryLock(Path home) throws IOException {
        FileChannel channel = openLockFile(home.resolve(OWNER_LOCK));
        if (channel.tryLock() != null) {
            return channel;
        }
        channel.close();
        return null;
    }

    private static FileChannel openLockFile(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Somebody else may delete the same: its owner, who ends, while others sweep. */
    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return unlessGone(e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return e == null ? FileVisitResult.CONTINUE : unlessGone(e);
            }
        });
    }

    private static FileVisitResult unlessGone(IOException e) throws IOException {
        if (!(e instanceof NoSuchFileException)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }
}
