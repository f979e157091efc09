package dev.tain.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the server is started, because PostgreSQL refuses to run as root. */
enum RunAs {
    /** We are an ordinary user already. */
    ORDINARY_USER,
    /** A user namespace hides from the server that we are root; the files stay ours. */
    USER_NAMESPACE,
    /** Where user namespaces are switched off: the server runs as nobody, and its files belong to nobody. */
    NOBODY;

    private static final String NOBODY_OWNS = "65534:65534";

    /** Finds out which way works here. */
    static RunAs detect() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return ORDINARY_USER;
        }
        for (RunAs way : List.of(USER_NAMESPACE, NOBODY)) {
            if (way.works()) {
                return way;
            }
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and neither `unshare -U` (user namespaces)"
                        + " nor `setpriv` works here. Run Tain as an ordinary user, or install util-linux.");
    }

    List<String> command(List<String> program) {
        List<String> prefix = switch (this) {
            case ORDINARY_USER -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        };
        return Commands.join(prefix, program);
    }

    /** The directory for caches where the user named none. */
    Path defaultCache() {
        if (this == NOBODY) {
            return Path.of("/var/tmp/tain"); // nobody can't look into root's home
        }
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("tain");
    }

    /** Creates a directory that the server may write into. */
    void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        handOver(directory);
    }

    /** Makes a file or directory of ours the server's. */
    void handOver(Path path) throws IOException {
        if (this == NOBODY) {
            Commands.mustRun(List.of("chown", NOBODY_OWNS, path.toString()));
        }
    }

    private boolean works() {
        try {
            return Commands.run(command(List.of("true"))).succeeded();
        } catch (IOException e) {
            return false; // the helper program itself is not installed
        }
    }
}
