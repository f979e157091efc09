package dev.tain.model;

/**
 * One reason why something cannot be done as asked; several are collected and shown together.
 *
 * @param subject what it is about: a table's name, a peer's name, a field
 */
public record Problem(ErrorCode code, String subject, String sentence, String remedy) {

    public TainException asException() {
        return new TainException(code, sentence, remedy).with("subject", subject);
    }
}
