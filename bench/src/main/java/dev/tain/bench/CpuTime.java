package dev.tain.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * CPU seconds of processes, from {@code /proc}; 0 where there is none. They tell what work costs also when the machine
 * is busy with something else.
 */
final class CpuTime {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Java runs on
    /** Where utime, stime and what ended children used stand in {@code stat}, counted behind the program's name. */
    private static final int OWN = 11;

    private static final int OF_CHILDREN = 13;
    private static final int END = 15;

    private CpuTime() {}

    /** Of a process, of its children that have ended, and of all that descends from it. */
    static double ofTree(long process) {
        return ProcessHandle.of(process)
                .map(root -> Stream.concat(Stream.of(root), root.descendants())
                        .mapToDouble(each -> sum(each.pid(), OWN))
                        .sum())
                .orElse(0.0);
    }

    /** Of this process's children that have ended. */
    static double ofEndedChildren() {
        return sum(ProcessHandle.current().pid(), OF_CHILDREN);
    }

    private static double sum(long process, int firstField) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int i = firstField; i < END; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0; // it has ended: its parent counts it
        }
    }
}
