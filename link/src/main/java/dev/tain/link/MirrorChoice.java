package dev.tain.link;

import dev.tain.link.plan.BoundedText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which mirrors of a link: by name, or all whose whole name the pattern matches. */
public record MirrorChoice(List<String> topics, Optional<Pattern> pattern) {
    public MirrorChoice {
        topics = List.copyOf(topics);
    }

    /**
     * Whether the pattern chooses a topic.
     *
     * @throws dev.tain.model.TainException {@code REQUEST_INVALID} when finding out takes too many steps
     */
    public boolean matches(String topic) {
        return pattern.filter(each -> each.matcher(new BoundedText(topic)).matches())
                .isPresent();
    }
}
