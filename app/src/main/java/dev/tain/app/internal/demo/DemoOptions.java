package dev.tain.app.internal.demo;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the demo is run.
 *
 * @param once whether it ends after the verification
 * @param rows about how many rows the shop has at first
 * @param commitsPerSecond how busy the shop is
 * @param http where the API listens, {@code HOST:PORT}
 * @param parent where its directory is made, and deleted at the end; null for the system's temporary directory
 */
public record DemoOptions(
        boolean once,
        long rows,
        int commitsPerSecond,
        String http,
        @Nullable Path parent,
        DemoDestination destination) {
    public static final long DEFAULT_ROWS = 1_200_000;
    public static final int DEFAULT_COMMITS_PER_SECOND = 300;
    public static final String DEFAULT_HTTP = "127.0.0.1:0";

    private static final long MOST_ROWS = 1_000_000_000;
    private static final int MOST_COMMITS_PER_SECOND = 100_000;

    /** @throws TainException {@code SETTINGS_INVALID} for numbers that make no shop */
    public DemoOptions {
        refuseUnless(rows > 0 && rows <= MOST_ROWS, "--rows " + rows, MOST_ROWS);
        refuseUnless(
                commitsPerSecond > 0 && commitsPerSecond <= MOST_COMMITS_PER_SECOND,
                "--rate " + commitsPerSecond,
                MOST_COMMITS_PER_SECOND);
    }

    private static void refuseUnless(boolean fits, String given, long most) {
        if (!fits) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID, given + " does not fit.", "Give a number between 1 and " + most + ".");
        }
    }
}
