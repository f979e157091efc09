package dev.tain.catalog.internal.database;

import dev.tain.catalog.internal.file.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native code, unpacked once into the data directory. Left alone, the driver unpacks it into the directory for
 * temporary files at every start, compares it byte by byte, and leaves it behind when the process is killed.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    /** Where the driver looks first; when the file there cannot be loaded it goes its own way. */
    private static final String PLACE = "org.sqlite.lib.path";

    private NativeLibrary() {}

    static void prepare(Path directory) {
        if (System.getProperty(PLACE) != null) {
            return;
        }
        Path folder = directory.toAbsolutePath().resolve("native").resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        Path file = folder.resolve(LibraryLoaderUtil.getNativeLibName());
        try {
            if (!Files.exists(file)) {
                unpack(file);
            }
            System.setProperty(PLACE, folder.toString());
        } catch (IOException e) {
            LOG.info("The driver of SQLite unpacks its native code by itself: {}", e.toString());
        }
    }

    private static void unpack(Path file) throws IOException {
        String packed = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + file.getFileName();
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(packed)) {
            if (in == null) {
                throw new IOException("there is none for this system at " + packed);
            }
            Files.createDirectories(file.getParent());
            PrivateFile.write(file, in.readAllBytes());
        }
    }
}
