package dev.tain.engine.internal;

/** Duties that live and die together: the first failure is kept for {@link #rethrow}. Used by one thread. */
interface Scope extends AutoCloseable {
    /** Begins to do a duty beside the others, until it has nothing left to do or this is closed. */
    void fork(String name, Duty duty);

    /** Throws what the first failed duty threw, if one did. */
    void rethrow();

    /** Ends all duties and closes them. */
    @Override
    void close();

    /** Opens scopes. */
    @FunctionalInterface
    interface Opener {
        /**
         * @param name names the threads
         * @param onFailure called when the first duty fails, so that the owner looks
         */
        Scope open(String name, Runnable onFailure);
    }
}
