package dev.tain.server.internal.kafka;

import dev.tain.link.plan.Verification;

/** What came out of comparing a mirror with its source; the worst of several is the first. */
enum VerificationResult {
    DIFFERENT,
    NOT_COMPARED,
    UNDECIDED,
    EQUAL;

    static VerificationResult of(Verification done) {
        if (done.differs()) {
            return DIFFERENT;
        } else if (done.compared() < 0) {
            return NOT_COMPARED;
        }
        return done.undecided() > 0 ? UNDECIDED : EQUAL;
    }
}
