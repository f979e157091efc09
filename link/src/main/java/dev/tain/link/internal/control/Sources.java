package dev.tain.link.internal.control;

import dev.tain.link.internal.fetch.SourceConfig;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.SourceHealth.Kind;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** How the source of a link is reached, and what its failures mean. */
final class Sources {
    private static final String LIMIT_MILLIS = "10000";

    private Sources() {}

    static SourceConfig config(LinkRecord link) {
        return config(link, link.name());
    }

    /** For what only compares: a client id of its own, so that quotas that hold it back leave copying alone. */
    static SourceConfig forVerification(LinkRecord link) {
        return config(link, link.name() + "-verification");
    }

    private static SourceConfig config(LinkRecord link, String client) {
        Map<String, String> set = link.configs();
        return new SourceConfig(
                client,
                LinkConfigs.forClient(set),
                LinkConfigs.number(set, LinkConfigs.FETCH_BYTES),
                LinkConfigs.number(set, LinkConfigs.FETCH_RESPONSE_BYTES),
                LinkConfigs.number(set, LinkConfigs.FETCH_WAIT_MILLIS),
                LinkConfigs.number(set, LinkConfigs.FETCH_BACKOFF_MILLIS));
    }

    /** A client for what is not records; the caller closes it. */
    static Admin admin(LinkRecord link) {
        Map<String, Object> configs = new HashMap<>(LinkConfigs.forClient(link.configs()));
        configs.put("client.id", "tain-link-" + link.name());
        configs.put("default.api.timeout.ms", LIMIT_MILLIS);
        configs.put("request.timeout.ms", LIMIT_MILLIS);
        return Admin.create(configs);
    }

    static Kind kind(Throwable e) {
        return switch (core(e)) {
            case AuthenticationException _ -> Kind.AUTHENTICATION;
            case AuthorizationException _ -> Kind.AUTHORIZATION;
            case ConfigException wrong when isAboutAddress(wrong) -> Kind.UNRESOLVABLE;
            case TimeoutException _, SocketTimeoutException _ -> Kind.TIMEOUT;
            case java.io.IOException _ -> Kind.NOT_CONNECTED;
            default -> Kind.OTHER;
        };
    }

    private static boolean isAboutAddress(ConfigException wrong) {
        return String.valueOf(wrong.getMessage()).contains(LinkConfigs.BOOTSTRAP);
    }

    /** What Kafka's client only wraps: an answer that was waited for, or its own making. */
    private static Throwable core(Throwable e) {
        boolean wraps = e instanceof ExecutionException || e.getClass().equals(KafkaException.class);
        return wraps && e.getCause() != null ? core(e.getCause()) : e;
    }

    /** What is wrong, in a sentence. Of a failed handshake the reason too, which only the cause has. */
    static String said(Throwable e) {
        Throwable core = core(e);
        String said = String.valueOf(core.getMessage());
        Throwable cause = core.getCause();
        return core instanceof SslAuthenticationException && cause != null ? said + ": " + cause.getMessage() : said;
    }

    /** The failure as we tell it. */
    static TainException fault(String link, Throwable e) {
        String said = said(e);
        return switch (kind(e)) {
            case AUTHENTICATION ->
                new TainException(
                        ErrorCode.LINK_SOURCE_UNAUTHENTICATED,
                        "The source of link " + link + " does not accept the credentials: " + said,
                        "Check security.protocol, sasl.mechanism, sasl.jaas.config and the certificates of both sides.",
                        e);
            case AUTHORIZATION ->
                new TainException(
                        ErrorCode.LINK_SOURCE_UNAUTHORIZED,
                        "The source of link " + link + " does not allow it: " + said,
                        "Allow the link's user READ, DESCRIBE and DESCRIBE_CONFIGS of topics, and DESCRIBE of groups.",
                        e);
            default ->
                new TainException(
                        ErrorCode.LINK_SOURCE_UNREACHABLE,
                        "The source of link " + link + " cannot be reached: " + said,
                        "Check bootstrap.servers and the way there, and that the source runs.",
                        e);
        };
    }
}
