package dev.tain.engine;

import dev.tain.connector.TableContract;
import dev.tain.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A mirror cannot be as asked; all reasons together. */
public final class MirrorInvalid extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;
    private final transient List<TableContract> contracts;

    public MirrorInvalid(List<Problem> problems) {
        this(problems, List.of());
    }

    /** @param contracts what can be said of the columns of all tables, whether they are among the problems or not */
    public MirrorInvalid(List<Problem> problems, List<TableContract> contracts) {
        super(problems.stream().map(Problem::sentence).collect(Collectors.joining("; ")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem");
        }
        this.problems = List.copyOf(problems);
        this.contracts = List.copyOf(contracts);
    }

    public List<TableContract> contracts() {
        return contracts;
    }

    public List<Problem> problems() {
        return problems;
    }
}
