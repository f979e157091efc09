package dev.tain.tidy;

/** One place that breaks a rule. */
record Violation(String rule, String path, long line, String what) {
    @Override
    public String toString() {
        return path + ":" + line + ": [" + rule + "] " + what;
    }
}
