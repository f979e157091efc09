package dev.tain.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a server when the process that owns it ends, in both ways. */
class OwnerDeathCrashIT {
    private static final long LIMIT_SECONDS = 30;

    @TempDir
    private Path scratch;

    @Test
    void aKilledOwnerLeavesNoServerAndNoBlockedDirectory() throws Exception {
        Path home = scratch.resolve("home");
        Owner owner = Owner.start(List.of(home.toString()));
        owner.process().destroyForcibly().waitFor();
        try (EmbeddedPostgres next = EmbeddedPostgres.builder().directory(home).open()) {
            assertThat(EmbeddedPostgresIT.query(next, "select 'up'")).isEqualTo("up");
            assertThat(owner.server().isAlive()).isFalse();
        }
    }

    @Test
    void theNextTemporaryServerSweepsWhatAKilledOwnerLeft() throws Exception {
        Owner owner = Owner.start(List.of());
        owner.process().destroyForcibly().waitFor();
        owner.server().onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(owner.data()).exists();
        EmbeddedPostgres.open().close();
        assertThat(owner.data()).doesNotExist();
    }

    @Test
    void aNormalExitStopsTheServer() throws Exception {
        Owner owner = Owner.start(List.of());
        owner.process().getOutputStream().close();
        assertThat(owner.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.server().isAlive()).isFalse();
        assertThat(owner.data()).doesNotExist();
    }

    private record Owner(Process process, Path data, ProcessHandle server) {
        static Owner start(List<String> arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServerOwnerMain.class.getName()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String[] answer =
                    requireNonNull(out.readLine(), "the owner ended early").split(" ", 2);
            ProcessHandle server = ProcessHandle.of(Long.parseLong(answer[1])).orElseThrow();
            return new Owner(process, Path.of(answer[0]), server);
        }
    }
}
