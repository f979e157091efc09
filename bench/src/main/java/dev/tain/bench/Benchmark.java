package dev.tain.bench;

import java.util.List;

/** One measurement that a person can ask for by name. It prints its numbers, one per line with unit. */
interface Benchmark {
    String name();

    /** What it measures, in a few words. */
    String purpose();

    void run(List<String> arguments) throws Exception;
}
