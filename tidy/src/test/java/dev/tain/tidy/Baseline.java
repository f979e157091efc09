package dev.tain.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The violations that are known and allowed for now, counted by rule and file. It may only shrink: a file that does
 * better than its line must have its line lowered.
 */
final class Baseline {
    private final Map<String, Integer> allowed;

    private Baseline(Map<String, Integer> allowed) {
        this.allowed = allowed;
    }

    /** Lines read {@code rule path count}; empty lines and those that begin with # don't count. */
    static Baseline parse(List<String> lines) {
        Map<String, Integer> allowed = new TreeMap<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int count = line.lastIndexOf(' ');
                allowed.put(line.substring(0, count), Integer.parseInt(line.substring(count + 1)));
            }
        }
        return new Baseline(allowed);
    }

    /** What is wrong, in sentences to be read by whoever broke a rule; empty when nothing is. */
    List<String> complaints(List<Violation> violations) {
        Map<String, List<Violation>> found = violations.stream()
                .collect(Collectors.groupingBy(
                        each -> each.rule() + " " + each.path(), TreeMap::new, Collectors.toList()));
        List<String> complaints = new ArrayList<>();
        found.forEach((place, all) -> {
            if (all.size() > allowed.getOrDefault(place, 0)) {
                all.forEach(each -> complaints.add(each.toString()));
            }
        });
        allowed.forEach((place, count) -> {
            int actual = found.getOrDefault(place, List.of()).size();
            if (actual < count) {
                complaints.add("tidy/baseline.txt: '" + place + "' is down to " + actual + ", lower it from " + count);
            }
        });
        return complaints;
    }
}
