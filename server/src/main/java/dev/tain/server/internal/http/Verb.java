package dev.tain.server.internal.http;

/** What a request asks to do with a path. */
public enum Verb {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE,
    OTHER;

    /** HEAD is GET; the server leaves the body out. */
    public static Verb of(String method) {
        return switch (method) {
            case "GET", "HEAD" -> GET;
            case "POST" -> POST;
            case "PUT" -> PUT;
            case "PATCH" -> PATCH;
            case "DELETE" -> DELETE;
            default -> OTHER;
        };
    }
}
