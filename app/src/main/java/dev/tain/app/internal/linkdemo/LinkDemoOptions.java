package dev.tain.app.internal.linkdemo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the demo of links is run.
 *
 * @param once whether it ends after the proof
 * @param http where the API listens, {@code HOST:PORT}
 * @param parent where its directory is made, and deleted at the end; null for the system's temporary directory
 */
public record LinkDemoOptions(
        boolean once, String http, @Nullable Path parent) {}
