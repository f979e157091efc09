package dev.tain.postgres.internal;

import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import dev.tain.model.TainException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a connection leads nowhere any more although nothing says so: a firewall has forgotten it, a machine has
 * vanished, a proxy holds it. A statement may well take hours, so no time limit can tell; instead, when the server has
 * been silent for a while, it is asked over another connection what its process does. If that is gone or waits for us,
 * or the server does not answer at all, the connection is closed under whoever waits at it.
 */
final class Watchdog implements Runnable {
    /**
     * @param silence how long the server may say nothing before it is asked
     * @param betweenLooks how long it may go on until that is noticed
     */
    record Patience(Duration silence, Duration betweenLooks) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(4));
    }

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final WireSocket socket;
    private final Silence owed;
    private final ServerProcess process;
    private final Connections connections;
    private final Patience patience;
    private boolean waitedForUs;

    /** @param owed since when the server owes something that nobody waits for at the socket */
    Watchdog(WireSocket socket, Silence owed, ServerProcess process, Connections connections, Patience patience) {
        this.socket = socket;
        this.owed = owed;
        this.process = process;
        this.connections = connections;
        this.patience = patience;
    }

    /** Watches until the socket is closed. */
    void start() {
        Thread.ofVirtual().name("watchdog " + connections.host()).start(this);
    }

    @Override
    public void run() {
        try {
            while (!socket.isClosed()) {
                Thread.sleep(patience.betweenLooks());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (!isSuspicious()) {
            waitedForUs = false;
            return;
        }
        String lost = whyLost();
        if (!lost.isEmpty() && isSuspicious() && !socket.isClosed()) {
            LOG.warn("a connection to {} is given up: {}", connections.host(), lost);
            try {
                socket.sever();
            } catch (IOException e) {
                LOG.debug("a lost connection did not close in order", e);
            }
        }
    }

    private boolean isSuspicious() {
        return Math.max(socket.silence().nanos(), owed.nanos())
                > patience.silence().toNanos();
    }

    /** Why the connection leads nowhere; empty when it may still be good. */
    private String whyLost() {
        try (Connection other = connections.openBriefly()) {
            return switch (process.state(other)) {
                case GONE -> "the server has no process for it any more";
                case WAITING_FOR_US -> waitsForUs();
                case WORKING, UNKNOWN -> {
                    waitedForUs = false;
                    yield "";
                }
            };
        } catch (SQLException e) {
            return whyLost(Errors.translate(e, "looking after a silent connection"));
        } catch (TainException e) {
            return whyLost(e);
        }
    }

    /** What was on its way when we looked may have arrived since, so it is said at the second look. */
    private String waitsForUs() {
        boolean again = waitedForUs;
        waitedForUs = true;
        return again ? "the server waits for us, while we wait for the server" : "";
    }

    /** A server that refuses us is there. */
    private static String whyLost(TainException refusal) {
        boolean away =
                refusal.kind() == ErrorKind.TRANSIENT && refusal.code() != ErrorCode.POSTGRES_TOO_MANY_CONNECTIONS;
        return away ? "the server does not answer (" + refusal.code() + ")" : "";
    }
}
