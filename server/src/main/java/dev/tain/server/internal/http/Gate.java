package dev.tain.server.internal.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets requests in as far as their client's limits go. What a client has left grows with time up to ten seconds' worth.
 * Clients that have all of it and nothing at work are forgotten; when there are very many, new ones share one place.
 * Safe for many threads.
 */
public final class Gate {
    private static final int BURST_SECONDS = 10;
    private static final int MAX_CLIENTS = 10_000;
    private static final long NANOS = 1_000_000_000L;
    private static final String OTHERS = "";

    private final int perSecond;
    private final int atOnce;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Client> clients = new HashMap<>();

    /**
     * Makes one.
     *
     * @param perSecond how many requests a second a client may send over a long time; 0 for any number
     * @param atOnce how many of its requests may be at work at the same time; 0 for any number
     */
    public Gate(int perSecond, int atOnce) {
        this(perSecond, atOnce, System::nanoTime);
    }

    /** @param nanos a clock that never goes back */
    Gate(int perSecond, int atOnce, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.nanos = nanos;
    }

    /** One request's stay. */
    public interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    /** How much a client has left, as the time in which it would have used it up. */
    private static final class Client {
        private long leftNanos;
        private long seen;
        private int atWork;
    }

    /**
     * Lets a request in until its stay is closed.
     *
     * @throws HttpFault {@code LIMITED}
     */
    Stay enter(String address) {
        if (perSecond == 0 && atOnce == 0) {
            return () -> {};
        }
        lock.lock();
        try {
            long now = nanos.getAsLong();
            Client client = client(place(address), now);
            refill(client, now);
            if (atOnce > 0 && client.atWork >= atOnce) {
                throw HttpFault.limited("more than " + atOnce + " requests of one client at the same time", 1);
            }
            spend(client);
            client.atWork++;
            return () -> leave(client);
        } finally {
            lock.unlock();
        }
    }

    private void spend(Client client) {
        if (perSecond == 0) {
            return;
        }
        long one = NANOS / perSecond;
        if (client.leftNanos < one) {
            long seconds = Math.ceilDiv(one - client.leftNanos, NANOS);
            throw HttpFault.limited("more than " + perSecond + " requests a second of one client", seconds);
        }
        client.leftNanos -= one;
    }

    private void leave(Client client) {
        lock.lock();
        try {
            client.atWork--;
        } finally {
            lock.unlock();
        }
    }

    private static void refill(Client client, long now) {
        client.leftNanos = Math.min(BURST_SECONDS * NANOS, client.leftNanos + now - client.seen);
        client.seen = now;
    }

    private Client client(String place, long now) {
        Client known = clients.get(place);
        if (known != null) {
            return known;
        }
        if (clients.size() >= MAX_CLIENTS) {
            forgetIdle(now);
        }
        return clients.computeIfAbsent(clients.size() >= MAX_CLIENTS ? OTHERS : place, _ -> fresh(now));
    }

    private static Client fresh(long now) {
        Client fresh = new Client();
        fresh.leftNanos = BURST_SECONDS * NANOS;
        fresh.seen = now;
        return fresh;
    }

    private void forgetIdle(long now) {
        for (Iterator<Client> all = clients.values().iterator(); all.hasNext(); ) {
            Client each = all.next();
            refill(each, now);
            if (each.atWork == 0 && each.leftNanos == BURST_SECONDS * NANOS) {
                all.remove();
            }
        }
    }

    /** Whoever has one address of the newer kind has all that begin the same. */
    private static String place(String address) {
        String[] groups = address.split(":", -1);
        boolean isNewer = groups.length > 2 && !address.startsWith("::") && !address.startsWith("[::");
        return isNewer ? String.join(":", Arrays.copyOf(groups, Math.min(groups.length, 4))) : address;
    }
}
