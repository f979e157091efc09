package dev.tain.server.internal.kafka;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.HttpFault;
import dev.tain.server.internal.http.HttpFault.Reason;
import dev.tain.server.internal.http.Response;
import dev.tain.server.internal.json.BadMessage;
import dev.tain.server.internal.json.MessageWriter;
import dev.tain.server.internal.json.Spelling;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers any failure as {@code {error_code, message}}. */
final class KafkaErrors {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaErrors.class);

    private KafkaErrors() {}

    /** The published shape of every error. */
    record ErrorMessage(int errorCode, String message) {}

    static Response answer(Throwable failure) {
        KafkaFault fault = fault(failure);
        if (fault.error() == PublishedError.INTERNAL) {
            LOG.error("A request about Kafka links failed by a mistake of ours.", failure);
        }
        return new Response(
                fault.error().status(),
                headers(failure),
                MessageWriter.write(new ErrorMessage(fault.error().errorCode(), fault.text()), Spelling.SNAKE));
    }

    /** The same where there is no Kafka: no path is known then. */
    static Response answerWithoutKafka(Throwable failure) {
        boolean unknown = failure instanceof HttpFault e
                && (e.reason() == Reason.ROUTE_UNKNOWN || e.reason() == Reason.NAME_EMPTY);
        return answer(
                unknown
                        ? Faults.of(
                                ErrorCode.REQUEST_UNSUPPORTED,
                                "This Tain runs without Kafka, so it has no links.",
                                "Start it with ./tain serve --kafka embedded, for a cluster of its own, or with --kafka"
                                        + " FILE, where FILE has the properties of a broker that joins your cluster.")
                        : failure);
    }

    private static Map<String, String> headers(Throwable failure) {
        if (!(failure instanceof HttpFault e)) {
            return Map.of();
        }
        return switch (e.reason()) {
            case UNAUTHENTICATED -> Map.of("WWW-Authenticate", "Basic realm=\"Tain\", charset=\"UTF-8\"");
            case VERB_WRONG -> Map.of("Allow", e.allowed());
            case LIMITED -> Map.of("Retry-After", Long.toString(e.retrySeconds()));
            default -> Map.of();
        };
    }

    private static KafkaFault fault(Throwable failure) {
        return switch (failure) {
            case KafkaFault e -> e;
            case TainException e -> Faults.of(e);
            case BadMessage e ->
                Faults.of(
                        ErrorCode.REQUEST_MALFORMED,
                        e.sentence(),
                        "Correct the request; docs/kafka-links-api.md shows one for each operation.");
            case HttpFault e -> fault(e);
            default -> Faults.mistake(failure);
        };
    }

    private static KafkaFault fault(HttpFault e) {
        return switch (e.reason()) {
            case ROUTE_UNKNOWN -> Faults.nowhere(e);
            case VERB_WRONG -> new KafkaFault(PublishedError.VERB_WRONG, "HTTP 405 Method Not Allowed", e);
            case NAME_EMPTY ->
                new KafkaFault(PublishedError.BAD_REQUEST, "The path has an empty name between two slashes.", e);
            case UNAUTHENTICATED -> new KafkaFault(PublishedError.UNAUTHENTICATED, "Authentication failed", e);
            case FOREIGN_PAGE -> new KafkaFault(PublishedError.FORBIDDEN, e.sentence(), e);
            case BODY_TOO_LARGE -> new KafkaFault(PublishedError.TOO_LARGE, e.sentence(), e);
            case LIMITED ->
                new KafkaFault(PublishedError.LIMITED, "Too Many Requests: " + e.sentence() + ". Try again later.", e);
            case STOPPING -> new KafkaFault(PublishedError.UNAVAILABLE, e.sentence(), e);
            case NOT_HTTP, ADDRESS_MALFORMED, BODY_UNREADABLE ->
                new KafkaFault(PublishedError.BAD_REQUEST, e.sentence(), e);
        };
    }
}
