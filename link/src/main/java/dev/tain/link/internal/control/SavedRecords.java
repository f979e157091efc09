package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.plan.BatchHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps what is cut off of a mirror: one file of whole batches for each cut, as they lay in the log, in a directory for
 * each partition. The names begin as those of segments do, so that {@code kafka-dump-log.sh} reads them.
 */
final class SavedRecords {
    private static final int AT_ONCE_BYTES = 4 * 1024 * 1024;

    private final Path directory;

    SavedRecords(Path directory) {
        this.directory = directory;
    }

    /**
     * Saves everything from an offset on; durable when it returns. Doing it again for the same cut changes nothing.
     *
     * @param round the moment of the cut, in milliseconds of the epoch
     * @return the file; empty when there is no batch
     */
    Optional<Path> save(PartitionLog log, long from, long until, long round) throws IOException {
        Path place = directory.resolve(log.partition().toString());
        String name = String.format("%020d.until-%d.at-%d.log", from, until, round);
        Path unfinished = place.resolve(name + ".unfinished");
        Files.createDirectories(place);
        long bytes = write(log, from, unfinished);
        if (bytes == 0) {
            Files.delete(unfinished);
            return Optional.empty();
        }
        Path file = Files.move(unfinished, place.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(place)) {
            names.force(true);
        }
        return Optional.of(file.toAbsolutePath());
    }

    private static long write(PartitionLog log, long from, Path file) throws IOException {
        long bytes = 0;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long at = from;
            ByteBuffer some = log.read(at, AT_ONCE_BYTES);
            while (some.hasRemaining()) {
                Optional<BatchHeader> last = trim(some);
                if (last.isEmpty()) {
                    throw new IOException("the log has no whole batch at offset " + at);
                }
                bytes += some.remaining();
                while (some.hasRemaining()) {
                    channel.write(some);
                }
                at = last.get().lastOffset() + 1;
                some = log.read(at, AT_ONCE_BYTES);
            }
            channel.force(true);
        }
        return bytes;
    }

    /** Leaves only whole batches; the last one of them. */
    private static Optional<BatchHeader> trim(ByteBuffer bytes) {
        int at = bytes.position();
        Optional<BatchHeader> last = Optional.empty();
        Optional<BatchHeader> next = BatchHeader.read(bytes, at);
        while (next.isPresent()) {
            last = next;
            at += next.get().sizeInBytes();
            next = BatchHeader.read(bytes, at);
        }
        bytes.limit(at);
        return last;
    }
}
