package dev.tain.server.internal.kafka;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.server.internal.json.BadMessage;
import dev.tain.server.internal.json.BadMessage.Misfit;

/** Our errors in the published words. Clients look for these texts, so they stand first; what to do comes behind. */
final class Faults {
    private static final String UNVALIDATED = "Unable to validate cluster link due to error: ";
    private static final String INTERNAL = "Internal Server Error";

    private Faults() {}

    static KafkaFault of(ErrorCode code, String sentence, String remedy) {
        return of(new TainException(code, sentence, remedy));
    }

    static KafkaFault invalid(String sentence, String remedy) {
        return of(ErrorCode.REQUEST_INVALID, sentence, remedy);
    }

    static KafkaFault of(TainException e) {
        PublishedError error = PublishedError.of(e.code());
        return new KafkaFault(error, error == PublishedError.INTERNAL ? INTERNAL : before(e.code()) + said(e), e);
    }

    private static String before(ErrorCode code) {
        return switch (code) {
            case LINK_UNKNOWN -> "The cluster link doesn't exist: ";
            case LINK_EXISTS -> "A cluster link already exists with the provided link name: " + UNVALIDATED;
            case SOURCE_TOPIC_UNKNOWN, TOPIC_UNKNOWN -> "This server does not host this topic-partition. ";
            case TOPIC_FORBIDDEN, KAFKA_FORBIDDEN -> "Request is not authorized: ";
            case KAFKA_UNSUPPORTED -> "The version of this API is not supported in the underlying Kafka cluster. ";
            case LINK_SOURCE_UNAUTHORIZED ->
                "Not authorized: the authenticated user didn't have the right access to the resource: ";
            default -> "";
        };
    }

    private static String said(TainException e) {
        String sentence = e.sentence();
        return (sentence.endsWith(".") ? sentence : sentence + ".") + " " + e.remedy();
    }

    /** What keeps a link from being made; here a source that cannot be reached is the request's fault. */
    static KafkaFault makingLink(TainException e) {
        return switch (e.code()) {
            case LINK_SOURCE_UNAUTHENTICATED ->
                new KafkaFault(PublishedError.NOT_AUTHORIZED_AT_SOURCE, UNVALIDATED + said(e), e);
            case LINK_SOURCE_UNREACHABLE ->
                new KafkaFault(
                        PublishedError.BAD_REQUEST,
                        "Invalid Cluster Link: Invalid cluster link. Link error code:"
                                + " BOOTSTRAP_TCP_CONNECTION_FAILED_ERROR. Link error message: " + said(e)
                                + " Error message: " + UNVALIDATED + "The provided cluster is invalid.",
                        e);
            default -> of(e);
        };
    }

    /** What keeps a mirror from being made; clients wait for this text, because links of theirs appear late. */
    static KafkaFault makingMirror(TainException e, String link) {
        return e.code() == ErrorCode.LINK_UNKNOWN
                ? new KafkaFault(
                        PublishedError.NOT_FOUND,
                        "Unable to resolve cluster link information for " + link + ". " + said(e),
                        e)
                : of(e);
    }

    static KafkaFault clusterUnknown(String given) {
        return new KafkaFault(PublishedError.NOT_FOUND, "Cluster " + given + " cannot be found.");
    }

    /** Nothing of that name, in one sentence. */
    static KafkaFault notFound(String sentence) {
        return new KafkaFault(PublishedError.NOT_FOUND, sentence);
    }

    /** No such address. */
    static KafkaFault nowhere(Throwable cause) {
        return new KafkaFault(PublishedError.NOT_FOUND, "HTTP 404 Not Found", cause);
    }

    /** A body that is no message of this type. */
    static KafkaFault malformed(BadMessage e, Class<? extends Record> type) {
        String text = "Cannot deserialize value of type `"
                + e.misfit()
                        .map(misfit -> name(misfit.wanted()) + "` from " + origin(misfit))
                        .orElseGet(() -> name(type) + "`: " + e.sentence());
        boolean placed = e.misfit().isPresent() && !e.field().isEmpty();
        return new KafkaFault(PublishedError.BAD_REQUEST, text + (placed ? " (at " + e.field() + ")" : ""), e);
    }

    private static String origin(Misfit misfit) {
        String kind = switch (misfit.token()) {
            case "VALUE_STRING" -> "";
            case "VALUE_NUMBER_INT" -> "Integer";
            case "VALUE_NUMBER_FLOAT" -> "Floating-point";
            case "VALUE_TRUE", "VALUE_FALSE" -> "Boolean";
            case "VALUE_NULL" -> "Null";
            case "START_ARRAY" -> "Array";
            default -> "Object";
        };
        if (!kind.isEmpty()) {
            return kind + " value (token `JsonToken." + misfit.token() + "`)";
        }
        String shown = misfit.text().isEmpty() ? "" : " \"" + misfit.text() + "\"";
        return "String" + shown + ": not a valid `" + name(misfit.wanted()) + "` value";
    }

    private static String name(Class<?> type) {
        return type.getName().startsWith("java.") ? type.getName() : type.getSimpleName();
    }

    /** A mistake of ours; its text may hold anything, so it is not told. */
    static KafkaFault mistake(Throwable failure) {
        return new KafkaFault(PublishedError.INTERNAL, INTERNAL, failure);
    }
}
