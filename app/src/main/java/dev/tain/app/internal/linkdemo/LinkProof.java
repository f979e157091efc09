package dev.tain.app.internal.linkdemo;

import static dev.tain.app.internal.screen.Style.left;
import static dev.tain.app.internal.screen.Style.number;
import static dev.tain.app.internal.screen.Style.right;

import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What both sides hold, partition by partition, each read by itself.
 *
 * @param committed offsets of what was committed, as the source says it
 */
record LinkProof(List<Content> source, List<Content> mirror, List<List<Long>> committed, boolean isEqual) {
    private static final int NAME = 12;
    private static final int COUNT = 14;
    private static final int HASH = 20;

    static LinkProof of(String sourceCluster, String mirrorCluster) {
        List<Content> source = new ArrayList<>();
        List<Content> mirror = new ArrayList<>();
        List<List<Long>> committed = new ArrayList<>();
        for (int partition = 0; partition < Orders.PARTITIONS; partition++) {
            source.add(Content.of(sourceCluster, partition, false));
            mirror.add(Content.of(mirrorCluster, partition, false));
            committed.add(Content.of(sourceCluster, partition, true).offsets());
        }
        return new LinkProof(source, mirror, committed, source.equals(mirror));
    }

    LinkProof different() {
        return new LinkProof(source, mirror, committed, false);
    }

    long committedRecords() {
        return committed.stream().mapToLong(List::size).sum();
    }

    /** Whether these are all committed records, each once, in order. */
    boolean isEachOnce(Map<Integer, List<Long>> read) {
        synchronized (read) {
            for (int partition = 0; partition < committed.size(); partition++) {
                if (!committed.get(partition).equals(read.get(partition))) {
                    return false;
                }
            }
            return true;
        }
    }

    void show(Screen screen) {
        Style style = screen.style();
        screen.print(style.dim("  " + left("partition", NAME) + right("records", COUNT) + right("end", COUNT)
                + right("source hash", HASH) + right("copy's hash", HASH)));
        for (int partition = 0; partition < source.size(); partition++) {
            Content here = source.get(partition);
            Content there = mirror.get(partition);
            boolean equal = here.equals(there);
            screen.print("  " + left(Orders.TOPIC + "-" + partition, NAME)
                    + right(number(here.offsets().size()), COUNT) + right(number(here.end()), COUNT)
                    + right(here.hash(), HASH) + right(there.hash(), HASH) + "  "
                    + (equal ? style.done() + " equal" : style.failed() + " different"));
        }
        long records = source.stream().mapToLong(each -> each.offsets().size()).sum();
        screen.print("");
        screen.print("  " + (isEqual ? style.done() : style.failed()) + " "
                + style.bold((isEqual ? "Equal: " : "Different: ") + number(records) + " records")
                + " with their offsets, timestamps, keys, values and headers");
    }
}
