package dev.tain.server.internal.http;

/** Files for browsers, beside the APIs. Their paths are no API's. */
public interface Site {
    /** Nothing at all. */
    Site NONE = new Site() {
        @Override
        public boolean has(String path) {
            return false;
        }

        @Override
        public Response answer(Request request) {
            throw new IllegalArgumentException(request.path());
        }
    };

    /** @param path still percent-encoded, with its leading slash */
    boolean has(String path);

    /** Answers a request for a path that is there; whoever asks may come in. */
    Response answer(Request request);
}
