package dev.tain.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.tukaani.xz.XZInputStream;

/**
 * The unpacked programs of one version, and a template data directory, in the cache. Both are made once, then only
 * read.
 *
 * <p>Several processes may want the same version at once. Invariants: (a) a directory under its final name is complete,
 * because it was renamed to it; (b) only the holder of the version's lock file makes one.
 */
final class Installation {
    private static final String LAYOUT = "1"; // raise it when the template's content changes
    private static final Object IN_PROCESS = new Object(); // file locks don't exclude threads of one process
    static final String SETTINGS_FILE = "tain.conf";

    private final Path programs;
    private final Path template;
    private final RunAs runAs;

    private Installation(Path programs, Path template, RunAs runAs) {
        this.programs = programs;
        this.template = template;
        this.runAs = runAs;
    }

    static Installation open(Path cache, PostgresBinaries binaries, RunAs runAs) throws IOException {
        Path versions = cache.resolve("postgres");
        runAs.createDirectory(versions);
        String owner = runAs == RunAs.NOBODY ? "-nobody" : "";
        Installation installation = new Installation(
                versions.resolve(binaries.version()),
                versions.resolve(binaries.version() + "-template-" + LAYOUT + owner),
                runAs);
        if (!installation.complete()) {
            installation.makeLocked(versions.resolve(binaries.version() + ".lock"), binaries);
        }
        return installation;
    }

    Path program(String name) {
        return programs.resolve("bin").resolve(name);
    }

    /** Copies the template to a directory that does not exist yet. */
    void createData(Path data) throws IOException {
        Path unfinished = unfinished(data);
        Commands.mustRun(List.of("cp", "-a", template.toString(), unfinished.toString()));
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean complete() {
        return Files.exists(programs) && Files.exists(template);
    }

    private void makeLocked(Path lockFile, PostgresBinaries binaries) throws IOException {
        synchronized (IN_PROCESS) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                if (!Files.exists(programs)) {
                    unpack(binaries);
                }
                if (!Files.exists(template)) {
                    createTemplate();
                }
            }
        }
    }

    private void unpack(PostgresBinaries binaries) throws IOException {
        Path unfinished = unfinished(programs);
        try (InputStream archive = binaries.archive().open();
                InputStream tar = new XZInputStream(new BufferedInputStream(archive))) {
            Tar.unpack(tar, unfinished);
        }
        Files.move(unfinished, programs, StandardCopyOption.ATOMIC_MOVE);
    }

    private void createTemplate() throws IOException {
        Path unfinished = unfinished(template);
        Commands.mustRun(runAs.command(List.of(
                program("initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync")));
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                "\ninclude_if_exists = '" + SETTINGS_FILE + "'\n",
                StandardOpenOption.APPEND);
        Files.move(unfinished, template, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path unfinished(Path path) {
        return path.resolveSibling(path.getFileName() + ".unfinished-" + UUID.randomUUID());
    }
}
