package dev.tain.server.internal.http;

import dev.tain.server.internal.http.HttpFault.Reason;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows the web server: turns its requests into ours and our responses into its, one virtual thread
 * for each. Routing, access and errors are not its business.
 */
public final class JavalinBinding implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final long MAX_SKIPPED_BYTES = 64L * 1024 * 1024;

    private static final int NOT_MODIFIED = 304;

    private final Javalin javalin;

    private JavalinBinding(Javalin javalin) {
        this.javalin = javalin;
    }

    /** Listens; port 0 takes a free one. */
    public static JavalinBinding open(String host, int port, int maxBodyBytes, Front front) {
        return new JavalinBinding(
                Javalin.create(config -> configure(config, maxBodyBytes, front)).start(host, port));
    }

    private static void configure(JavalinConfig config, int maxBodyBytes, Front front) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
        });
        config.jetty.modifyServer(server -> server.setErrorHandler((request, response, callback) ->
                unreadable(front, request.getHttpURI().getPath(), response, callback)));
        config.routes.before(context -> {
            front.serve(
                    context.req().getRemoteAddr(), request(context, maxBodyBytes), response -> send(context, response));
            context.skipRemainingHandlers();
        });
    }

    /** What the web server refuses by itself never reaches a route; it is told in the same shape all the same. */
    private static boolean unreadable(
            Front front, @Nullable String path, org.eclipse.jetty.server.Response response, Callback callback) {
        Response told = front.unreadable(Objects.requireNonNullElse(path, ""));
        response.getHeaders().put("Content-Type", "application/json");
        response.write(true, ByteBuffer.wrap(told.body()), callback);
        return true;
    }

    private static Request request(Context context, int maxBodyBytes) {
        return new Request(
                Verb.of(context.req().getMethod()),
                context.req().getRequestURI(),
                Objects.requireNonNullElse(context.req().getQueryString(), ""),
                name -> headers(context, name),
                () -> body(context, maxBodyBytes));
    }

    private static List<String> headers(Context context, String name) {
        return Collections.list(context.req().getHeaders(name));
    }

    private static byte[] body(Context context, int maxBodyBytes) {
        try {
            InputStream in = context.req().getInputStream();
            boolean announced = context.req().getContentLengthLong() > maxBodyBytes;
            byte[] body = announced ? new byte[0] : in.readNBytes(maxBodyBytes + 1);
            if (announced || body.length > maxBodyBytes) {
                // A client that is still sending when the connection closes may never read why.
                in.skip(MAX_SKIPPED_BYTES);
                throw new HttpFault(
                        Reason.BODY_TOO_LARGE, "the request's body is larger than " + maxBodyBytes + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new HttpFault(Reason.BODY_UNREADABLE, "the request's body could not be read to its end");
        }
    }

    private static void send(Context context, Response response) throws IOException {
        context.res().setStatus(response.status());
        if (response.body().length > 0) {
            context.res().setHeader("Content-Type", "application/json");
        } else {
            // The web server gives everything a type, and clients would read nothing as a text.
            context.res().setContentType(null);
        }
        context.res().setHeader("Cache-Control", "no-store");
        context.res().setHeader("X-Content-Type-Options", "nosniff");
        response.headers().forEach(context.res()::setHeader);
        if (response.status() != NOT_MODIFIED) {
            context.res().setContentLength(response.body().length);
        }
        context.res().getOutputStream().write(response.body());
        context.res().flushBuffer();
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
