package dev.tain.app.internal.linkdemo;

import static dev.tain.app.internal.screen.Style.number;

import dev.tain.app.internal.process.StopSignal;
import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Steps;
import dev.tain.app.internal.screen.Style;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What there is to see: records that arrive, a group that moves, the proof, and the promotion. */
final class LinkShow {
    private static final int SECONDS = 10;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Screen screen;
    private final Style style;
    private final Steps steps;
    private final StopSignal stop;
    private final LinkApi api;
    private final String source;
    private final String mirror;

    /** @param source where clients find the source; {@code mirror} likewise */
    LinkShow(Screen screen, StopSignal stop, LinkApi api, String source, String mirror) {
        this.screen = screen;
        this.style = screen.style();
        this.steps = new Steps(screen);
        this.stop = stop;
        this.api = api;
        this.source = source;
        this.mirror = mirror;
    }

    /** Shows all; false when asked to stop, or when the sides differ. */
    boolean run(boolean once) throws IOException, InterruptedException {
        Map<Integer, List<Long>> billed = Billing.nothing();
        LinkProof proof;
        try (Orders orders = Orders.begin(source)) {
            steps.done("Orders", "a shop writes transactions; a group reads them", System.nanoTime());
            try (Billing billing = new Billing(source, billed)) {
                link();
                if (watch(orders, billing)) {
                    return false;
                }
            }
            move(billed);
            orders.stop();
            try (Billing billing = new Billing(mirror, billed)) {
                proof = prove(billing, billed);
            }
        }
        promote();
        showCurls();
        if (!once && proof.isEqual()) {
            heading("Ctrl-C ends the demo and removes all of it");
            stop.await(Duration.ofDays(1));
        }
        return proof.isEqual();
    }

    private void link() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        api.begin();
        api.createLink(source);
        api.createMirror();
        steps.done(
                "Link",
                LinkApi.LINK + ", with the mirror topic " + Orders.TOPIC + ", made through the HTTP API",
                begun);
    }

    /** Shows for some seconds how much happens; true when asked to stop. */
    private boolean watch(Orders orders, Billing billing) throws IOException, InterruptedException {
        heading("Live: what the shop writes arrives at the same offsets");
        LinkView view = new LinkView(screen);
        try (Probe probe = new Probe(mirror)) {
            for (int second = 0; second <= SECONDS; second++) {
                orders.check();
                view.update(orders.records(), billing.count(), api.mirror(), probe.take());
                if (stop.await(SECOND)) {
                    return true;
                }
            }
        }
        screen.keep();
        return false;
    }

    /** The group has left the source; its place there has to be known here before it begins again. */
    private void move(Map<Integer, List<Long>> billed) throws IOException, InterruptedException {
        heading("The group moves to the copy, while the shop goes on");
        long begun = System.nanoTime();
        GroupPlace place = new GroupPlace(source, mirror);
        await("the group's offsets to be known at the copy", place::isSame);
        long count = billed.values().stream().mapToLong(List::size).sum();
        steps.done(Billing.GROUP, "read " + number(count) + " orders at the source; stands at " + place.text(), begun);
    }

    private LinkProof prove(Billing billing, Map<Integer, List<Long>> billed) throws IOException, InterruptedException {
        heading("Proof: the shop has stopped, and every record of both sides is hashed");
        await("the copy to have all", () -> api.mirror().lag() == 0);
        LinkProof proof = LinkProof.of(source, mirror);
        await("the group to read all", () -> billing.count() >= proof.committedRecords());
        proof.show(screen);
        boolean each = proof.isEachOnce(billed);
        screen.print("");
        screen.print("  " + (each ? style.done() : style.failed()) + " "
                + style.bold(Billing.GROUP + (each ? " read every committed order once" : " read other orders"))
                + ", " + number(billing.count()) + " on two clusters, and went on at the very next record");
        return each ? proof : proof.different();
    }

    private void promote() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        api.promote();
        await("the mirror to be an ordinary topic", () -> api.mirror().status().equals("STOPPED"));
        try (Orders own = Orders.more(mirror)) {
            await("orders to be written at the copy", () -> own.records() > 0);
            own.check();
        }
        heading("Promoted");
        steps.done(Orders.TOPIC, "an ordinary topic; a shop writes to it here", begun);
    }

    private void showCurls() {
        heading("The same with curl");
        api.curls().forEach(screen::print);
    }

    private void heading(String text) {
        screen.print("");
        screen.print("  " + style.bold(text));
    }

    /** Something to wait for. */
    @FunctionalInterface
    private interface Wish {
        boolean isTrue() throws IOException, InterruptedException;
    }

    private void await(String what, Wish wish) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!wish.isTrue()) {
            if (System.nanoTime() > deadline) {
                throw new TainException(
                        ErrorCode.INTERNAL, "Waited " + LIMIT.toSeconds() + " s for " + what + ".", "See the log.");
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }
}
