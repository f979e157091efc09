package dev.tain.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs short helper programs to their end. */
final class Commands {
    private Commands() {}

    /** What a program answered: its exit status, and what it wrote to both outputs. */
    record Outcome(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    static Outcome run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Outcome(process.waitFor(), output.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new EmbeddedPostgresException("Interrupted while running " + command.getFirst() + ".", e);
        }
    }

    static void mustRun(List<String> command) throws IOException {
        Outcome outcome = run(command);
        if (!outcome.succeeded()) {
            throw new IOException(command + " ended with status " + outcome.status() + ": " + outcome.output());
        }
    }

    static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
