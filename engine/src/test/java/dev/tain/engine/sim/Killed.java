package dev.tain.engine.sim;

/** The process has died: nothing of it goes on. An error, so that the engine catches it nowhere. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String who) {
        super(who + " is dead", null, false, false);
    }
}
