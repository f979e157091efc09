package dev.tain.server.internal.json;

/** A message cannot be read; the text says where and why, and repeats nothing confidential. */
public final class BadMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    private BadMessage(String field, String sentence) {
        super(sentence);
        this.field = field;
    }

    static BadMessage body(String field, String reason) {
        return new BadMessage(field, "invalid request body: " + (field.isEmpty() ? "" : field + ": ") + reason);
    }

    static BadMessage parameter(String name, String reason) {
        return new BadMessage(name, "invalid request parameter: " + name + ": " + reason);
    }

    /** The path of the field that it is about; empty when it is about the whole. */
    public String field() {
        return field;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
