package dev.tain.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops a process's threads where they are, as a long pause of a machine does, and lets them go on. */
public final class Freezing {
    private Freezing() {}

    public static void freeze(long pid) {
        signal("STOP", pid);
    }

    public static void thaw(long pid) {
        signal("CONT", pid);
    }

    private static void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
