package dev.tain.model;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that Tain throws on purpose: a stable code, what happened and why in a sentence, what to do about
 * it, and where. Secrets never enter its texts.
 */
public final class TainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String remedy;
    private final transient Map<String, String> context;

    public TainException(ErrorCode code, String message, String remedy, @Nullable Throwable cause) {
        this(code, message, remedy, Map.of(), cause);
    }

    private TainException(
            ErrorCode code, String message, String remedy, Map<String, String> context, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
        this.context = new TreeMap<>(context);
    }

    public TainException(ErrorCode code, String message, String remedy) {
        this(code, message, remedy, null);
    }

    /** The same error with one more fact about where it happened: {@code mirror}, {@code table}, {@code position}... */
    public TainException with(String key, Object value) {
        TreeMap<String, String> more = new TreeMap<>(context);
        more.put(key, value.toString());
        TainException copy = new TainException(code, String.valueOf(getMessage()), remedy, more, this);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    public ErrorCode code() {
        return code;
    }

    public ErrorKind kind() {
        return code.kind();
    }

    public String remedy() {
        return remedy;
    }

    public Map<String, String> context() {
        return Map.copyOf(context);
    }

    /** Never null, unlike {@link #getMessage()} by its type. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
