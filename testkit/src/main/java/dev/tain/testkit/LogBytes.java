package dev.tain.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The batches of a Kafka partition as they lie on disk, one line each: offsets, size and a digest of all bytes but
 * the leader epoch, which is each cluster's own.
 */
public final class LogBytes {
    private static final int OFFSET_AND_LENGTH = 12;
    private static final int EPOCH_AT = 12;
    private static final int LENGTH_AT = 8;
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;
    private static final int LAST_DELTA_AT = 23;

    private LogBytes() {}

    /** @param partition the directory of the partition */
    public static List<String> of(Path partition) {
        try (Stream<Path> files = Files.list(partition)) {
            List<String> lines = new ArrayList<>();
            for (Path segment : files.filter(each -> each.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                read(ByteBuffer.wrap(Files.readAllBytes(segment)), lines);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param file batches as they lie in a segment */
    public static List<String> ofFile(Path file) {
        try {
            List<String> lines = new ArrayList<>();
            read(ByteBuffer.wrap(Files.readAllBytes(file)), lines);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(ByteBuffer bytes, List<String> lines) {
        int at = 0;
        while (at + OFFSET_AND_LENGTH <= bytes.limit() && bytes.getInt(at + LENGTH_AT) > 0) {
            int size = bytes.getInt(at + LENGTH_AT) + OFFSET_AND_LENGTH;
            long offset = bytes.getLong(at);
            bytes.putInt(at + EPOCH_AT, 0);
            long last = offset + bytes.getInt(at + LAST_DELTA_AT);
            lines.add(offset + "-" + last + " " + size + " " + digest(bytes.slice(at, size)));
            at += size;
        }
    }

    /**
     * Alters a byte of a batch on disk and lets its checksum fit again, as nothing of Kafka's does.
     *
     * @param partition the directory of the partition
     * @param text what is in the batch, uncompressed; its first byte is altered
     * @return the batch's line before
     */
    public static String alter(Path partition, String text) {
        try (Stream<Path> files = Files.list(partition)) {
            for (Path segment :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
                int found = new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf(text);
                int at = 0;
                while (found >= 0 && at + bytes.getInt(at + LENGTH_AT) + OFFSET_AND_LENGTH <= found) {
                    at += bytes.getInt(at + LENGTH_AT) + OFFSET_AND_LENGTH;
                }
                if (found >= 0) {
                    return alter(segment, bytes, at, found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("no segment of " + partition + " has " + text);
    }

    private static String alter(Path segment, ByteBuffer bytes, int at, int found) throws IOException {
        int size = bytes.getInt(at + LENGTH_AT) + OFFSET_AND_LENGTH;
        List<String> before = new ArrayList<>();
        read(bytes.duplicate().limit(at + size).slice(at, size), before);
        bytes.put(found, (byte) (bytes.get(found) ^ 1));
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(at + CHECKED_FROM, size - CHECKED_FROM));
        bytes.putInt(at + CHECKSUM_AT, (int) checksum.getValue());
        try (var file = Files.newByteChannel(segment, StandardOpenOption.WRITE)) {
            file.position(at + CHECKSUM_AT);
            file.write(bytes.slice(at + CHECKSUM_AT, size - CHECKSUM_AT));
        }
        return before.getFirst();
    }

    /** Whether offsets are missing between two of the batches. */
    public static boolean hasGap(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (offset(lines.get(i), 0) != offset(lines.get(i - 1), 1) + 1) {
                return true;
            }
        }
        return false;
    }

    private static long offset(String line, int which) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')).split("-")[which]);
    }

    private static String digest(ByteBuffer batch) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(batch);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
