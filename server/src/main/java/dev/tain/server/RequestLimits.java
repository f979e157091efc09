package dev.tain.server;

/**
 * How much one client may ask. A client is an address; behind a proxy all clients are one.
 *
 * @param perSecond requests a second over a long time; ten times as many may come at once after a pause. 0 for no limit
 * @param atOnce requests at work at the same time; 0 for no limit
 */
public record RequestLimits(int perSecond, int atOnce) {
    /** Far more than people, scripts and tools of any usual kind ask. */
    public static final RequestLimits STANDARD = new RequestLimits(200, 128);

    public RequestLimits {
        if (perSecond < 0 || atOnce < 0) {
            throw new IllegalArgumentException("a limit of requests is negative");
        }
    }
}
