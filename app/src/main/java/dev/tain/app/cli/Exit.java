package dev.tain.app.cli;

/** Exit statuses; part of what scripts rely on. */
final class Exit {
    /** It was done, or the service was stopped as asked. */
    static final int DONE = 0;
    /** It could not be done, or the demo found a difference. */
    static final int FAILED = 1;
    /** The command line or the settings are wrong; nothing was begun. */
    static final int WRONG_USE = 2;
    /** Rows changed whenever they were looked at, so that nothing can be said of them. */
    static final int UNDECIDED = 3;
    /** Somebody stopped it before it was done. */
    static final int STOPPED = 130;

    private Exit() {}
}
