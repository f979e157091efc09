package dev.tain.link.internal.control;

import dev.tain.link.internal.control.Adoptions.Adoption;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.Reversal;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Roles that change in one step over a link of both ways. Each Tain only reads the other cluster, so each does its own
 * half:
 *
 * <pre>
 *  where the mirror is:    promoted ──► ended, wish stands ─────────────────────────► wish fulfilled
 *  where the source is:                      └─► seen, made a mirror, names the wish ──┘
 * </pre>
 *
 * A wish is fulfilled once: what was made names it, so that it is not made again after it has ended. Used by the thread
 * of a link's duties.
 */
final class Reversals {
    private static final Logger LOG = LoggerFactory.getLogger(Reversals.class);
    private static final long PAUSE_MILLIS = 5_000;

    private final LinkRun run;
    private final LinkStore store;
    private final RestoreWishes restores;
    private final Clock clock;
    private long nextMillis;

    Reversals(LinkRun run, LinkStore store, RestoreWishes restores, Clock clock) {
        this.run = run;
        this.store = store;
        this.restores = restores;
        this.clock = clock;
    }

    /** One look at what the other Tain has stored. */
    void round() {
        if (!Adoptions.isOfBothWays(run.link()) || run.health().failures() > 0 || clock.millis() < nextMillis) {
            return;
        }
        nextMillis = clock.millis() + PAUSE_MILLIS;
        Stored there = RemoteStore.read(run.link());
        restores.adoptions().wished(run.link(), store.stored(), there).forEach(this::adopt);
        store.stored().mirrorsOf(run.link().name()).stream()
                .filter(each -> each.state() == MirrorState.STOPPED && each.reversal() != Reversal.NONE)
                .filter(each -> isFulfilled(each, there))
                .forEach(this::settle);
    }

    private void adopt(String topic, Adoption adoption) {
        Optional<String> refusal = restores.refusal(adoption);
        if (refusal.isPresent()) {
            LOG.warn("Topic {} cannot be made a mirror as the other cluster wishes: {}", topic, refusal.get());
            return;
        }
        store.exclusively(() ->
                store.decide(now -> restores.adoptions().isFree(adoption, now) ? adoption.changes(now) : List.of()));
        LOG.info(
                "Topic {} becomes a mirror over link {}, as the other cluster wishes.",
                topic,
                run.link().name());
    }

    private static boolean isFulfilled(MirrorRecord mine, Stored there) {
        return there.mirrors().values().stream()
                .anyMatch(each -> each.source().topic().equals(mine.topic())
                        && each.source().adopted().equals(mine.ending()));
    }

    private void settle(MirrorRecord mine) {
        store.decide(now -> now.mirror(mine.topic()).filter(mine::equals).isPresent()
                ? List.of(new Change.Mirror(mine.topic(), mine.reversed()))
                : List.of());
    }
}
