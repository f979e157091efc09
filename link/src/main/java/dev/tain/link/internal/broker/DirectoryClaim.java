package dev.tain.link.internal.broker;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process away from log directories from before they are formatted; Kafka's own lock is taken only
 * when it opens the logs. The operating system frees it when the process ends, however it ends.
 */
final class DirectoryClaim implements AutoCloseable {
    private static final String FILE = "tain.lock";

    private final List<FileChannel> channels;

    private DirectoryClaim(List<FileChannel> channels) {
        this.channels = channels;
    }

    /** @throws TainException {@code KAFKA_DIRECTORY_IN_USE}; {@code SETTINGS_INVALID} when it cannot be written */
    static DirectoryClaim take(List<Path> directories) {
        DirectoryClaim claim = new DirectoryClaim(new ArrayList<>());
        try {
            for (Path directory : directories) {
                claim.add(directory);
            }
            return claim;
        } catch (RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    private void add(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channels.add(channel);
            if (lock(channel) == null) {
                throw new TainException(
                        ErrorCode.KAFKA_DIRECTORY_IN_USE,
                        "The Kafka log directory " + directory + " is in use by another process.",
                        "Stop that process, or give this one a directory of its own.");
            }
        } catch (IOException e) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "The Kafka log directory " + directory + " cannot be used: " + e,
                    "Give a directory that this user may create and write.",
                    e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    @Override
    public void close() {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new TainException(
                        ErrorCode.INTERNAL, "The lock of a log directory could not be closed.", "Restart Tain.", e);
            }
        }
        channels.clear();
    }
}
