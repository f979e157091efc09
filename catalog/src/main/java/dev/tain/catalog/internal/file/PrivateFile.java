package dev.tain.catalog.internal.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only this user may read and write, from their first moment, where the system knows such rights. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Makes an empty file; throws {@link java.nio.file.FileAlreadyExistsException} when there is one. */
    public static void create(Path file) throws IOException {
        Files.createFile(file, rights());
    }

    private static FileAttribute<?>[] rights() {
        boolean known = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return known
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
