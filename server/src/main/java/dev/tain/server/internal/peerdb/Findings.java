package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorInvalid;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a message that could be read, so that all of it can be told at once. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();

    void add(String field, String sentence, String remedy) {
        problems.add(new Problem(ErrorCode.REQUEST_INVALID, field, sentence, remedy));
    }

    void unsupported(String field, String sentence, String remedy) {
        problems.add(new Problem(ErrorCode.REQUEST_UNSUPPORTED, field, sentence, remedy));
    }

    /** A name that no table can have; published servers answer that as an unfit mirror, not as a bad request. */
    void badTable(String field, String sentence) {
        problems.add(new Problem(
                ErrorCode.MIRROR_INVALID,
                field,
                sentence,
                "Write schema.table for a source table, such as public.users."));
    }

    /** The value, if it is within the limit; otherwise the limit, and a finding. */
    long atMost(long limit, String field, long value) {
        if (value > limit) {
            add(field, field + " is " + value + ", more than " + limit, "Give at most " + limit + ".");
        }
        return Math.min(value, limit);
    }

    int atMost(int limit, String field, long value) {
        return (int) atMost((long) limit, field, value);
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new MirrorInvalid(problems);
        }
    }
}
