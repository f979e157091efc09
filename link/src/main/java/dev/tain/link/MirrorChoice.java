package dev.tain.link;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which mirrors of a link: by name, or all whose whole name the pattern matches. */
public record MirrorChoice(List<String> topics, Optional<Pattern> pattern) {
    public MirrorChoice {
        topics = List.copyOf(topics);
    }
}
