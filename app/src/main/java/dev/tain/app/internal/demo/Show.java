package dev.tain.app.internal.demo;

import static dev.tain.app.internal.screen.Style.number;

import dev.tain.app.internal.process.StopSignal;
import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Steps;
import dev.tain.app.internal.screen.Style;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What there is to see once everything runs: the copy, the live changes, the proof. */
final class Show {
    private static final int GENTLE_COMMITS_PER_SECOND = 25;
    private static final int SECONDS_BEFORE_PROOF = 10;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration MARK_LIMIT = Duration.ofMinutes(2);
    private static final String SOURCE_PEER = "shop";
    private static final String DESTINATION_PEER = "replica";
    private static final DemoApi.Snapshot SNAPSHOT = new DemoApi.Snapshot(50_000, 2, 2);

    private final DemoOptions options;
    private final StopSignal stop;
    private final Screen screen;
    private final Style style;
    private final DemoServers servers;
    private final DemoApi api;

    Show(DemoOptions options, StopSignal stop, Screen screen, DemoServers servers, DemoApi api) {
        this.options = options;
        this.stop = stop;
        this.screen = screen;
        this.style = screen.style();
        this.servers = servers;
        this.api = api;
    }

    /** Creates peers and mirror, and shows the copy; false when asked to stop before it was done. */
    boolean copy() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        api.createPeer(SOURCE_PEER, servers.source().peer());
        api.createPeer(DESTINATION_PEER, servers.destination().peer());
        api.createMirror(SOURCE_PEER, DESTINATION_PEER, SNAPSHOT);
        new Steps(screen).done("Mirror", DemoApi.MIRROR + ", created through the HTTP API", begun);
        heading("Snapshot");
        SnapshotView view = new SnapshotView(screen);
        MirrorView mirror = api.status();
        while (!mirror.running()) {
            if (mirror.failed()) {
                throw new TainException(ErrorCode.INTERNAL, "The mirror failed: " + mirror.trouble(), "See the log.");
            }
            view.update(mirror);
            if (stop.await(LOOK)) {
                return false;
            }
            mirror = api.status();
        }
        view.update(mirror);
        screen.keep();
        long rows =
                mirror.tables().stream().mapToLong(MirrorView.TableView::rows).sum();
        double seconds = (System.nanoTime() - begun) / 1e9;
        conclude(number(rows) + " rows copied in " + seconds(seconds) + ", " + number(rows / seconds)
                + " rows/s, tables and keys made on the way");
        return true;
    }

    /** Shows the live mirror, and the proof in the middle of it; false when both sides differ. */
    boolean live(ShopSize size) throws IOException, SQLException, InterruptedException {
        heading("Live: people order, pay and cancel at the source");
        try (Workload workload = Workload.start(servers.source(), size, options.commitsPerSecond())) {
            if (watch(workload, SECONDS_BEFORE_PROOF)) {
                return false;
            }
            screen.keep();
            boolean equal = prove(workload);
            showCurls();
            if (!options.once() && equal) {
                workload.changePace(GENTLE_COMMITS_PER_SECOND);
                heading("Still live, more gently. Ctrl-C ends the demo and removes all of it");
                watch(workload, Integer.MAX_VALUE);
            }
            return equal;
        }
    }

    /** Shows the workload and its lag for some seconds; true when asked to stop. */
    private boolean watch(Workload workload, int seconds) throws IOException, InterruptedException {
        LiveView view = new LiveView(screen);
        try (Pulse pulse = Pulse.start(servers.source(), servers.destination())) {
            for (int second = 0; second <= seconds; second++) {
                workload.check();
                view.update(workload.commits(), api.status(), pulse.take());
                if (stop.await(SECOND)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean prove(Workload workload) throws IOException, SQLException, InterruptedException {
        heading("Proof: writing is held for a moment, and every row of both sides is hashed");
        long begun = System.nanoTime();
        try (Workload.Held _ = workload.hold()) {
            Mark mark = Mark.set(servers.source(), servers.destination(), MARK_LIMIT)
                    .orElseThrow(() -> new TainException(
                            ErrorCode.INTERNAL,
                            "The destination did not reach a mark at the source within " + MARK_LIMIT.toSeconds()
                                    + " s.",
                            "See the log."));
            List<TableProof> proofs = new Verification(servers.source(), servers.destination()).run();
            ProofView.show(screen, proofs);
            return tell(mark, proofs, (System.nanoTime() - begun) / 1e9);
        }
    }

    private boolean tell(Mark mark, List<TableProof> proofs, double seconds) {
        long rows = proofs.stream().mapToLong(proof -> proof.source().rows()).sum();
        boolean equal = proofs.stream().allMatch(TableProof::equal);
        String where = " at position " + mark.position() + ", reached "
                + mark.reachedAfter().toMillis() + " ms after its commit (" + seconds(seconds) + ")";
        if (equal) {
            conclude(style.bold("Equal: " + number(rows) + " rows") + where);
        } else {
            screen.print("");
            screen.print("  " + style.failed() + " " + style.bold("Different") + where);
        }
        return equal;
    }

    private void showCurls() {
        heading("The same with curl");
        for (String curl : api.curls()) {
            screen.print(curl);
        }
    }

    private void heading(String text) {
        screen.print("");
        screen.print("  " + style.bold(text));
    }

    private void conclude(String text) {
        screen.print("");
        screen.print("  " + style.done() + " " + text);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
