package dev.tain.engine.internal;

import dev.tain.connector.Applier;
import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TainException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a mirror's changes. After one has failed another is opened, as after a crash: what was not
 * committed is undone in the one way that is proven. Used by one thread, but for {@link #close}.
 */
final class ChangeWriter implements AutoCloseable {
    private final Supplier<Applier> opener;
    private volatile Applier current;
    private boolean closed;

    ChangeWriter(Supplier<Applier> opener) {
        this.opener = opener;
        this.current = opener.get();
    }

    Applier get() {
        return current;
    }

    @Nullable
    Position position() {
        return current.position().orElse(null);
    }

    /** @param applied what the destination must have now, because it was told no more */
    void reopen(@Nullable Position applied) {
        current.close();
        Applier fresh = opener.get();
        if (!take(fresh)) {
            fresh.close();
            throw aside("the attempt was ended");
        }
        if (!Objects.equals(position(), applied)) {
            throw aside("the destination's position is another one than was told");
        }
    }

    private synchronized boolean take(Applier fresh) {
        if (!closed) {
            current = fresh;
        }
        return !closed;
    }

    /** Ends the attempt, to go on from what is durable. */
    static TainException aside(String why) {
        return new TainException(
                ErrorCode.TABLE_SET_ASIDE,
                "a table has stopped, and the others begin again where they were: " + why,
                "nothing is needed: they go on by themselves");
    }

    boolean mayTryParts(MappedTable table) {
        return current.mayTryParts(table);
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.close();
    }
}
