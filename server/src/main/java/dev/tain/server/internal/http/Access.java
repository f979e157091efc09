package dev.tain.server.internal.http;

import dev.tain.model.Secret;
import dev.tain.server.internal.http.HttpFault.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: whoever knows the password, by Basic authentication with any user name or as a bearer token. Without
 * a password everyone may. Either way a web page of another site may not: a browser that holds the password, or that
 * runs on this machine, must not lend it out.
 */
public final class Access {
    private final byte @Nullable [] digest;

    public Access(@Nullable Secret password) {
        digest = password == null ? null : digest(password.reveal());
    }

    /** @throws HttpFault {@code UNAUTHENTICATED} or {@code FOREIGN_PAGE} */
    void check(Request request) {
        if (Foreign.is(request, digest == null)) {
            throw new HttpFault(Reason.FOREIGN_PAGE, "a web page of another site may not use this API");
        }
        checkPassword(request);
    }

    /**
     * For files that change nothing and tell nothing: a link elsewhere may lead to them.
     *
     * @throws HttpFault {@code UNAUTHENTICATED} or {@code FOREIGN_PAGE}
     */
    void checkVisit(Request request) {
        if (Foreign.isVisit(request)) {
            checkPassword(request);
        } else {
            check(request);
        }
    }

    private void checkPassword(Request request) {
        List<String> given = request.headers().values("Authorization");
        if (digest == null) {
            return;
        } else if (given.isEmpty()) {
            throw new HttpFault(Reason.UNAUTHENTICATED, "missing Authorization header");
        } else if (given.size() > 1) {
            throw new HttpFault(Reason.UNAUTHENTICATED, "multiple Authorization headers supplied, request rejected");
        } else if (!MessageDigest.isEqual(digest, digest(password(given.getFirst())))) {
            throw new HttpFault(Reason.UNAUTHENTICATED, "the Authorization header does not hold the password");
        }
    }

    /** The password that a header offers; empty, which is never one, when it offers none. */
    private static String password(String header) {
        int space = header.indexOf(' ');
        String credentials = space < 0 ? "" : header.substring(space + 1).strip();
        return switch (space < 0 ? "" : header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> credentials;
            case "basic" -> afterUserName(credentials);
            default -> "";
        };
    }

    private static String afterUserName(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    // Digests have one length, so that comparing them takes one time whatever was given.
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
