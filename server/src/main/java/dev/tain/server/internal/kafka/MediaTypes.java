package dev.tain.server.internal.kafka;

import dev.tain.server.internal.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a body may be, and what an answer is: JSON. */
final class MediaTypes {
    private static final String CONTENT = "Content-Type";
    private static final String ACCEPT = "Accept";

    /** Without parameters: JSON in any of its names, and what curl says of every body unless it is told otherwise. */
    private static final Pattern BODY =
            Pattern.compile("(application|text)/([a-z0-9.+-]+\\+)?json|application/x-www-form-urlencoded");

    private static final Pattern ANSWER = Pattern.compile("\\*/\\*|application/(\\*|([a-z0-9.+-]+\\+)?json)");
    private static final Pattern NEVER = Pattern.compile("\\s*q\\s*=\\s*0(\\.0*)?\\s*");

    private MediaTypes() {}

    /** @throws KafkaFault when the body says of itself that it is something else */
    static void requireReadable(Request request) {
        for (String type : request.headers().values(CONTENT)) {
            if (!BODY.matcher(withoutParameters(type)).matches()) {
                throw new KafkaFault(PublishedError.TYPE_WRONG, "HTTP 415 Unsupported Media Type");
            }
        }
    }

    /** @throws KafkaFault when the client takes no JSON */
    static void requireAcceptable(Request request) {
        List<String> accepted = request.headers().values(ACCEPT);
        if (!accepted.isEmpty() && accepted.stream().noneMatch(MediaTypes::takesJson)) {
            throw new KafkaFault(PublishedError.NOT_ACCEPTABLE, "HTTP 406 Not Acceptable");
        }
    }

    /** An empty header says nothing. */
    private static boolean takesJson(String header) {
        if (header.isBlank()) {
            return true;
        }
        for (String range : header.split(",", -1)) {
            String[] parameters = range.split(";", -1);
            boolean never = List.of(parameters).subList(1, parameters.length).stream()
                    .anyMatch(each -> NEVER.matcher(each).matches());
            if (!never && ANSWER.matcher(withoutParameters(range)).matches()) {
                return true;
            }
        }
        return false;
    }

    private static String withoutParameters(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
