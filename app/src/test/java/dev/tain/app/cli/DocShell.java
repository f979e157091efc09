package dev.tain.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A shell that stays open between the blocks of a page, so that later ones see earlier ones' variables. */
final class DocShell implements AutoCloseable {
    private static final String END = "--end-of-block--";

    private final Process shell;
    private final Writer in;
    private final BufferedReader out;
    private final Path errors;

    private DocShell(Process shell, Path errors) {
        this.shell = shell;
        this.in = shell.outputWriter(StandardCharsets.UTF_8);
        this.out = shell.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    /** A shell where {@code ./tain} is the clone's start script, with its port and data elsewhere than usual. */
    static DocShell open(Path directory, int port) throws IOException {
        Path script = directory.resolve("tain");
        Files.writeString(script, "#!/usr/bin/env bash\nexec '" + StartedProgram.ROOT.resolve("tain") + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path errors = directory.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder("bash").directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TAIN_"));
        builder.environment().putAll(Map.of("TAIN_REBUILD", "never", "TAIN_HTTP", "127.0.0.1:" + port));
        return new DocShell(builder.start(), errors);
    }

    static boolean has(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + program).start().waitFor() == 0;
    }

    /** What the block writes; fails the test when its last command fails. */
    String run(String block) throws IOException {
        in.write(block + "\nprintf '\\n" + END + "%s\\n' $?\n");
        in.flush();
        StringBuilder output = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(END)) {
                assertThat(line)
                        .as("%s%s%s", block, output, Files.readString(errors))
                        .isEqualTo(END + "0");
                return output.toString();
            }
            output.append(line).append('\n');
        }
        throw new AssertionError("the shell ended in " + block + output + Files.readString(errors));
    }

    /** Ends what the page did not end, whatever became of the test. */
    @Override
    public void close() {
        shell.descendants().forEach(ProcessHandle::destroy);
        shell.destroyForcibly();
    }
}
