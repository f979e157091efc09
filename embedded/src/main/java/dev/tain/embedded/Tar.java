package dev.tain.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks a tar archive: directories, files with their executable bit, symbolic and hard links. */
public final class Tar {
    private static final int OWNER_EXECUTES = 0100;

    private Tar() {}

    /** Reads the archive to its end; whoever opened it closes it. */
    public static void unpack(InputStream archive, Path home) throws IOException {
        Files.createDirectories(home);
        Map<Path, Path> hardLinks = new LinkedHashMap<>();
        var tar = new TarArchiveInputStream(archive);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = inside(home, entry.getName());
            if (entry.isLink()) {
                hardLinks.put(path, inside(home, entry.getLinkName()));
            } else {
                write(tar, entry, path);
            }
        }
        for (Map.Entry<Path, Path> link : hardLinks.entrySet()) {
            Files.copy(link.getValue(), link.getKey(), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        boolean program = (entry.getMode() & OWNER_EXECUTES) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static Path inside(Path home, String name) throws IOException {
        Path path = home.resolve(name).normalize();
        if (!path.startsWith(home)) {
            throw new IOException("the archive names a path outside of itself: " + name);
        }
        return path;
    }
}
