package dev.tain.link.internal.control;

import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.LinkStatus.ProblemKind;
import dev.tain.link.plan.SourceHealth;
import java.util.ArrayList;
import java.util.List;

/** How the problems of tasks are told. */
final class Problems {
    private Problems() {}

    /** The first ones, and how many more there are. */
    static List<Problem> atMost(int most, List<Problem> problems) {
        if (problems.size() <= most) {
            return List.copyOf(problems);
        }
        List<Problem> some = new ArrayList<>(problems.subList(0, most));
        some.add(new Problem(ProblemKind.OTHER, "There are " + (problems.size() - most) + " more such problems."));
        return some;
    }

    /** The address leads to another cluster by now. */
    static Problem ofAnotherSource(LinkRun run) {
        return new Problem(
                ProblemKind.MISCONFIGURED,
                "The source says that it is the cluster " + run.sourceClusterId() + ", but the link was made to "
                        + run.link().sourceClusterId() + "; bootstrap.servers leads to another cluster.");
    }

    static Problem of(SourceHealth.Kind kind, String sentence) {
        ProblemKind what = switch (kind) {
            case AUTHENTICATION -> ProblemKind.AUTHENTICATION;
            case AUTHORIZATION -> ProblemKind.AUTHORIZATION;
            case NONE, UNRESOLVABLE, NOT_CONNECTED, TIMEOUT, OTHER -> ProblemKind.OTHER;
        };
        return new Problem(what, sentence);
    }
}
