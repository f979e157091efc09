package dev.tain.server.internal.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message cannot be read; the text says where and why, and repeats nothing confidential. */
public final class BadMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final transient @Nullable Misfit misfit;

    /**
     * A value that is not of its field's type.
     *
     * @param wanted the type that stands for the field's
     * @param token what came instead, as the library calls it
     * @param text what came, if it was a text; empty where that must not be repeated
     */
    public record Misfit(Class<?> wanted, String token, String text) {}

    private BadMessage(String field, String sentence, @Nullable Misfit misfit) {
        super(sentence);
        this.field = field;
        this.misfit = misfit;
    }

    static BadMessage body(String field, String reason) {
        return new BadMessage(field, inBody(field, reason), null);
    }

    static BadMessage misfit(String field, String reason, Misfit misfit) {
        return new BadMessage(field, inBody(field, reason), misfit);
    }

    private static String inBody(String field, String reason) {
        return "invalid request body: " + (field.isEmpty() ? "" : field + ": ") + reason;
    }

    static BadMessage parameter(String name, String reason) {
        return new BadMessage(name, "invalid request parameter: " + name + ": " + reason, null);
    }

    /** What did not fit, when it is about a value of the wrong type. */
    public Optional<Misfit> misfit() {
        return Optional.ofNullable(misfit);
    }

    /** The path of the field that it is about; empty when it is about the whole. */
    public String field() {
        return field;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
