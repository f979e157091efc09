package dev.tain.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The project's own files: everything below the root except what is built, fetched or vendored. */
final class SourceTree {
    private static final Set<String> SKIPPED =
            Set.of("target", "node_modules", "vendor", ".git", ".mvn", ".idea", "tain-data");

    private final Path root;

    SourceTree(Path root) {
        this.root = root;
    }

    /** The tree that this module is a part of. */
    static SourceTree ofThisProject() {
        Path here = Path.of("").toAbsolutePath();
        for (Path path = here; path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("mvnw"))) {
                return new SourceTree(path);
            }
        }
        throw new IllegalStateException("no mvnw above " + here);
    }

    Path root() {
        return root;
    }

    /** All text files whose names end like this, as paths from the root, in order. */
    List<SourceFile> files(String... endings) {
        List<SourceFile> found = new ArrayList<>();
        for (Path path : allFiles()) {
            for (String ending : endings) {
                if (path.toString().endsWith(ending)) {
                    found.add(read(path));
                    break;
                }
            }
        }
        return found;
    }

    private List<Path> allFiles() {
        List<Path> paths = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skipped = SKIPPED.contains(String.valueOf(directory.getFileName()));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    paths.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return paths.stream().sorted().toList();
    }

    private SourceFile read(Path path) {
        try {
            return new SourceFile(root.relativize(path).toString().replace('\\', '/'), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
