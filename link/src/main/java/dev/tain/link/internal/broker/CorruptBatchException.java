package dev.tain.link.internal.broker;

/**
 * What came is not what the source wrote: a checksum does not fit, or offsets run backwards. Nothing was appended.
 */
public final class CorruptBatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CorruptBatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
