package dev.tain.engine;

import dev.tain.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A mirror cannot be as asked; all reasons together. */
public final class MirrorInvalid extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public MirrorInvalid(List<Problem> problems) {
        super(problems.stream().map(Problem::sentence).collect(Collectors.joining("; ")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem");
        }
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
