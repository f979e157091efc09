package dev.tain.link.internal.control;

/** One change of people at a time, on the broker that decides, so that each sees what the one before has left. */
final class Turns {
    private final LinkStore store;
    private final LinkRuns runs;

    Turns(LinkStore store, LinkRuns runs) {
        this.store = store;
        this.runs = runs;
    }

    /** @throws dev.tain.model.TainException {@code LINK_NOT_HERE} while another process decides */
    void take(Runnable change) {
        store.exclusively(() -> {
            if (!store.decides()) {
                throw Elsewhere.fault();
            }
            change.run();
        });
        runs.nudge();
    }
}
