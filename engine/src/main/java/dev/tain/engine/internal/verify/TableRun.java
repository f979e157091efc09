package dev.tain.engine.internal.verify;

import dev.tain.connector.ComparedTable;
import dev.tain.connector.KeyRange;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowForm;
import dev.tain.engine.core.compare.BucketComparison;
import dev.tain.engine.core.compare.RangeComparison;
import dev.tain.engine.core.compare.Ranges;
import dev.tain.engine.internal.verify.Finder.Pair;
import dev.tain.engine.internal.verify.Finder.Repairer;
import dev.tain.engine.internal.verify.Surroundings.Ends;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Compares one destination table with the source tables that go into it. */
final class TableRun {
    /** A range is one short statement at each side. */
    private static final long ROWS_PER_RANGE = 20_000;

    private final Ends ends;
    private final List<MappedTable> tables;
    private final LogFences fences;
    private final Tally tally;
    private final Repairer repairer;
    private final AtomicReference<@Nullable TainException> failure = new AtomicReference<>();

    TableRun(Ends ends, List<MappedTable> tables, LogFences fences, Tally tally, Repairer repairer) {
        this.ends = ends;
        this.tables = tables;
        this.fences = fences;
        this.tally = tally;
        this.repairer = repairer;
    }

    void run(int parallel) {
        try (ComparedTable source = source();
                ComparedTable destination = destination()) {
            String order = source.order();
            if (order.isEmpty() || !order.equals(destination.order())) {
                Pair pair = new Pair(source, destination, fences);
                new BucketComparison(source, destination, fences, new Finder(pair, tally, repairer)).run();
            } else {
                compareRanges(new Ranges(source, KeyRange.ALL, ROWS_PER_RANGE), parallel);
            }
        }
    }

    private ComparedTable source() {
        List<ComparedTable> opened = new ArrayList<>();
        try {
            for (MappedTable table : tables) {
                RowForm form = ends.destination().form(table);
                opened.add(ends.source().compared(table, form));
            }
            return MergedTable.of(opened);
        } catch (TainException e) {
            opened.forEach(ComparedTable::close);
            throw e;
        }
    }

    private ComparedTable destination() {
        return ends.destination().compared(tables.getFirst());
    }

    private void compareRanges(Ranges ranges, int parallel) {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            workers.add(Thread.ofVirtual().name("verify-" + i).start(() -> work(ranges)));
        }
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            workers.forEach(Thread::interrupt);
            awaitEnd(workers);
            Thread.currentThread().interrupt();
            throw LogFences.interrupted();
        }
        TainException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** They end at their next fence or wait, or with the statement that they are at. */
    private static void awaitEnd(List<Thread> workers) {
        for (Thread worker : workers) {
            boolean ended = false;
            while (!ended) {
                try {
                    worker.join();
                    ended = true;
                } catch (InterruptedException e) {
                    worker.interrupt();
                }
            }
        }
    }

    private void work(Ranges ranges) {
        try (ComparedTable source = source();
                ComparedTable destination = destination()) {
            Finder finder = new Finder(new Pair(source, destination, fences), tally, repairer);
            RangeComparison comparison = new RangeComparison(source, destination, fences, finder);
            while (failure.get() == null && !Thread.currentThread().isInterrupted()) {
                if (!comparison.step(ranges)) {
                    return;
                }
            }
        } catch (TainException e) {
            failure.compareAndSet(null, e);
        }
    }
}
