package dev.tain.catalog.internal.file;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second process from opening the embedded database of a data directory. The operating system frees the lock
 * when the process ends, however it ends; the file stays and names the last holder.
 */
public final class DirectoryLock implements AutoCloseable {
    /**
     * What this process holds. Asked before the file is opened, because closing any channel of a file gives up all
     * locks that the process has on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final String FILE = "catalog.lock";
    /** A byte far behind the text, so that the text can be read where locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MAX_TEXT_BYTES = 32;

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Makes the directory when it is absent, and locks it; throws {@code CATALOG_IN_USE} when somebody has it. */
    public static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            Path file = directory.toRealPath().resolve(FILE);
            if (!HELD.add(file)) {
                throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return new DirectoryLock(file, lock(directory, file));
            } catch (IOException | RuntimeException e) {
                HELD.remove(file);
                throw e;
            }
        } catch (IOException e) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "The data directory " + directory + " cannot be used: " + e,
                    "Give a directory that this user may create and write, with --data or TAIN_DATA.",
                    e);
        }
    }

    private static FileChannel lock(Path directory, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw inUse(directory, text(channel));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_TEXT_BYTES);
        channel.read(buffer, 0);
        return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
    }

    private static TainException inUse(Path directory, String pid) {
        return new TainException(
                ErrorCode.CATALOG_IN_USE,
                "The data directory " + directory + " is in use by process " + pid + ".",
                "Stop that process, or give this one a directory of its own with --data. Several processes can share a"
                        + " catalog in PostgreSQL: set catalog.url.");
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new TainException(
                    ErrorCode.INTERNAL, "The lock " + file + " could not be closed.", "Restart Tain.", e);
        } finally {
            HELD.remove(file);
        }
    }
}
