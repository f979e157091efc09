package dev.tain.engine;

import dev.tain.engine.Verification.TableVerification;
import java.util.List;

/**
 * Compares mirrors' tables with their copies, while both change. Every method throws
 * {@link dev.tain.model.TainException}.
 */
public interface VerificationService {

    /**
     * Begins to compare, and goes on in the background.
     *
     * @return the id of the verification
     * @throws dev.tain.model.TainException {@code MIRROR_UNKNOWN}; {@code MIRROR_STATE_ILLEGAL} when the mirror does
     *     not run, or is being verified already; {@code REQUEST_INVALID} for a table that it does not have
     */
    String start(VerificationWish wish);

    /** One that goes on, or one of the last that ended. Throws {@code VERIFICATION_UNKNOWN}. */
    Verification find(String id);

    /** Those of a mirror that are known, the newest first. */
    List<Verification> of(String mirror);

    /** For each source table that was compared to its end, the last time that it was; without the rows. */
    List<TableVerification> last(String mirror);

    /** Ends one that goes on; what it has found stays. */
    void cancel(String id);
}
