package dev.tain.tidy;

import java.util.List;
import java.util.regex.Pattern;

/** A text file of the project, its path counted from the root. */
record SourceFile(String path, String text) {
    private static final Pattern TEST_CODE = Pattern.compile("(.*/src/test/|testkit/|e2e/|bench/|tidy/).*");

    List<String> lines() {
        return text.lines().toList();
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    /** Tests, and what only tests use. */
    boolean isTestCode() {
        return TEST_CODE.matcher(path).matches();
    }

    String module() {
        int source = path.indexOf("/src/");
        return source < 0 ? "" : path.substring(0, source);
    }

    Violation violation(String rule, long line, String what) {
        return new Violation(rule, path, line, what);
    }
}
