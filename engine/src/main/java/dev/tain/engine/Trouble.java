package dev.tain.engine;

import dev.tain.model.ErrorCode;

/**
 * What keeps a mirror from working, and what to do about it.
 *
 * @param sinceMillis when it began, milliseconds since 1970
 * @param attempts how often it was tried since
 * @param retryAtMillis when it is tried next, milliseconds since 1970; 0 when only a person can help
 */
public record Trouble(
        ErrorCode code, String sentence, String remedy, long sinceMillis, int attempts, long retryAtMillis) {}
