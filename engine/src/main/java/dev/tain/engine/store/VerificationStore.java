package dev.tain.engine.store;

import dev.tain.engine.Verification;
import dev.tain.engine.Verification.TableVerification;
import java.util.List;
import java.util.Optional;

/** What comparisons of mirrors' tables have found; the last ones of each mirror. */
public interface VerificationStore {
    /** Verifications of a mirror that stay. */
    int MOST_KEPT = 20;

    /** Stores a verification, new or changed; older ones go once there are more than {@link #MOST_KEPT}. */
    void put(Verification verification);

    Optional<Verification> find(String id);

    /** Those of a mirror, the newest first. */
    List<Verification> of(String mirror);

    /** For each source table that was ever compared to its end, the last time that it was; without the rows. */
    List<TableVerification> last(String mirror);
}
