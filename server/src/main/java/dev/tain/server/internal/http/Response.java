package dev.tain.server.internal.http;

import java.util.Map;

/**
 * What is answered: a status, headers and a body, which is JSON unless a header says otherwise, or empty. Not changed
 * after it is made.
 */
public final class Response {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    public Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    public Response(int status, byte[] body) {
        this(status, Map.of(), body);
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }
}
