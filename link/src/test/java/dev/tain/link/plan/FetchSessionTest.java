package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.plan.FetchSession.Ask;
import dev.tain.link.plan.FetchSession.Request;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class FetchSessionTest {
    private static final TopicIdPartition A = new TopicIdPartition(new Uuid(1, 1), 0, "a");
    private static final TopicIdPartition B = new TopicIdPartition(new Uuid(1, 1), 1, "a");

    private final FetchSession session = new FetchSession();

    private static Ask ask(long offset) {
        return new Ask(offset, Optional.of(3), Optional.empty());
    }

    @Test
    void saysEverythingOnceAndThenOnlyWhatChanged() {
        session.want(A, ask(0));
        session.want(B, ask(7));
        assertThat(session.next()).isEqualTo(new Request(0, 0, Map.of(A, ask(0), B, ask(7)), Set.of()));
        session.accepted(99);

        assertThat(session.next()).isEqualTo(new Request(99, 1, Map.of(), Set.of()));
        session.accepted(99);

        session.want(A, ask(0)); // as before
        session.want(B, ask(8));
        assertThat(session.next()).isEqualTo(new Request(99, 2, Map.of(B, ask(8)), Set.of()));
        session.accepted(99);

        session.forget(A);
        assertThat(session.next()).isEqualTo(new Request(99, 3, Map.of(), Set.of(A)));
        session.accepted(99);
        assertThat(session.next()).isEqualTo(new Request(99, 4, Map.of(), Set.of()));
    }

    @Test
    void whatComesBackIsSaidAgain() {
        session.want(A, ask(0));
        session.accepted(5);
        session.forget(A);
        session.want(A, ask(0));
        assertThat(session.next()).isEqualTo(new Request(5, 1, Map.of(A, ask(0)), Set.of()));
    }

    @Test
    void aLostAnswerMakesTheNextRequestSayEverything() {
        session.want(A, ask(0));
        session.accepted(5);
        session.want(A, ask(9));
        session.broken();
        assertThat(session.next()).isEqualTo(new Request(5, 0, Map.of(A, ask(9)), Set.of()));
        session.accepted(6);
        assertThat(session.next()).isEqualTo(new Request(6, 1, Map.of(), Set.of()));
        session.disconnected();
        assertThat(session.next()).isEqualTo(new Request(0, 0, Map.of(A, ask(9)), Set.of()));
    }

    @Test
    void aBrokerThatKeepsNoSessionsHearsEverythingEachTime() {
        session.want(A, ask(0));
        session.accepted(0);
        assertThat(session.next().asks()).containsOnlyKeys(A);
        session.accepted(0);
        session.want(B, ask(0));
        assertThat(session.next().asks()).containsOnlyKeys(A, B);
    }
}
