package dev.tain.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Limits on requests, on a clock that goes when it is told to. */
class GateTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(-5 * SECOND);

    private Gate gate(int perSecond, int atOnce) {
        return new Gate(perSecond, atOnce, clock::get);
    }

    /** How many of so many requests get in, each leaving before the next. */
    private static int entered(Gate gate, String client, int requests) {
        int entered = 0;
        for (int i = 0; i < requests; i++) {
            try (Gate.Stay _ = gate.enter(client)) {
                entered++;
            } catch (HttpFault e) {
                assertThat(e.reason()).isEqualTo(HttpFault.Reason.LIMITED);
            }
        }
        return entered;
    }

    private static HttpFault refused(Gate gate, String client) {
        return catchThrowableOfType(HttpFault.class, () -> gate.enter(client));
    }

    @Test
    void manyAtOnceThenSoManyASecond() {
        Gate gate = gate(20, 0);
        assertThat(entered(gate, "a", 1000)).isEqualTo(200);
        for (int i = 0; i < 30; i++) {
            clock.addAndGet(SECOND);
            assertThat(entered(gate, "a", 100)).isEqualTo(20);
        }
        clock.addAndGet(1000 * SECOND);
        assertThat(entered(gate, "a", 1000)).isEqualTo(200);
    }

    @Test
    void saysWhenToTryAgain() {
        Gate slow = gate(1, 0);
        assertThat(entered(slow, "a", 100)).isEqualTo(10);
        HttpFault refusal = refused(slow, "a");
        assertThat(refusal.retrySeconds()).isEqualTo(1);
        assertThat(refusal.sentence()).isEqualTo("more than 1 requests a second of one client");
        clock.addAndGet(SECOND - 1);
        assertThat(entered(slow, "a", 1)).isZero();
        clock.addAndGet(1);
        assertThat(entered(slow, "a", 2)).isEqualTo(1);
    }

    @Test
    void eachClientHasItsOwn() {
        Gate gate = gate(1, 1);
        assertThat(entered(gate, "10.0.0.1", 100)).isEqualTo(10);
        assertThat(entered(gate, "10.0.0.2", 100)).isEqualTo(10);
        assertThat(entered(gate, "2001:db8:1:2:3:4:5:6", 100)).isEqualTo(10);
        assertThat(entered(gate, "2001:db8:1:2:ffff:4:5:6", 100)).isZero();
        assertThat(entered(gate, "2001:db8:1:3:3:4:5:6", 100)).isEqualTo(10);
    }

    @Test
    void soManyAtWorkAtTheSameTime() {
        Gate gate = gate(0, 2);
        Gate.Stay first = gate.enter("a");
        Gate.Stay second = gate.enter("a");
        HttpFault refusal = refused(gate, "a");
        assertThat(refusal.sentence()).isEqualTo("more than 2 requests of one client at the same time");
        assertThat(refusal.retrySeconds()).isEqualTo(1);
        assertThat(entered(gate, "b", 5)).isEqualTo(5);
        first.close();
        assertThat(entered(gate, "a", 5)).isEqualTo(5);
        second.close();
        assertThat(entered(gate, "a", 5)).isEqualTo(5);
    }

    @Test
    void withoutLimitsEverybodyGetsIn() {
        Gate gate = gate(0, 0);
        List<Gate.Stay> stays = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            stays.add(gate.enter("a"));
        }
        stays.forEach(Gate.Stay::close);
        assertThat(stays).hasSize(100_000);
    }

    /** Very many clients that are not idle share what one has; when they are, there is room again. */
    @Test
    void remembersOnlySoManyClients() {
        Gate gate = gate(1, 0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(entered(gate, "client-" + i, 1)).isEqualTo(1);
        }
        int more = 0;
        for (int i = 0; i < 50; i++) {
            more += entered(gate, "more-" + i, 1);
        }
        assertThat(more).isEqualTo(10);
        assertThat(entered(gate, "client-7", 20)).isEqualTo(9);
        clock.addAndGet(20 * SECOND);
        assertThat(entered(gate, "new-1", 20)).isEqualTo(10);
        assertThat(entered(gate, "new-2", 20)).isEqualTo(10);
    }
}
