package dev.tain.engine.internal;

import org.jspecify.annotations.Nullable;

/** What one thread of a running mirror does, in steps; so that a simulation can take the steps in any order. */
@FunctionalInterface
interface Duty extends AutoCloseable {
    /**
     * Does what there is to do now.
     *
     * @return what to wait for before the next step; null when nothing is left to do
     */
    @Nullable
    Pause step() throws InterruptedException;

    /** Gives back what it holds, after its last step. */
    @Override
    default void close() {}

    /** A wait that ends when there may be something to do again. */
    @FunctionalInterface
    interface Pause {
        Pause NONE = () -> {};

        void await() throws InterruptedException;
    }
}
