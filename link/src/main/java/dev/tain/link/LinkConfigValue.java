package dev.tain.link;

import java.util.Optional;

/**
 * A config of a link as it may be shown.
 *
 * @param value empty for secrets, and where there is none
 * @param isSet whether somebody set it
 */
public record LinkConfigValue(
        String name, Optional<String> value, boolean isSet, boolean isReadOnly, boolean isSensitive) {}
