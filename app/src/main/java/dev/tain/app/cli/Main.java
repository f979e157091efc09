package dev.tain.app.cli;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /** Ends the process with one of the statuses of {@link Exit}. */
    public static void main(String[] args) {
        System.exit(Program.run(args));
    }
}
