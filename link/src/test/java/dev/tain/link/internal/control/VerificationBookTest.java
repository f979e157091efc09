package dev.tain.link.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.internal.control.VerificationBook.Entry;
import dev.tain.link.internal.control.VerificationBook.Subject;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Verification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class VerificationBookTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final Verification SOME = new Verification(0, 20, 3, 0, 100, List.of(), 0);
    private static final Subject SUBJECT = subject(new Uuid(1, 2), 0);

    private final VerificationBook book = new VerificationBook();

    private static Subject subject(Uuid topicId, long cutMillis) {
        MirrorRecord.Source source = new MirrorRecord.Source("orders", new Uuid(7, 7), "", Map.of());
        return new Subject(source, "west", topicId, cutMillis);
    }

    private Entry compared() {
        Entry entry = book.open(ORDERS, SUBJECT);
        book.note(ORDERS, entry, each -> each.with(SOME, 5));
        return book.find(ORDERS, SUBJECT).orElseThrow();
    }

    @Test
    void whatWasFoundStaysUntilSomebodyAsks() {
        assertThat(compared()).isEqualTo(new Entry(SUBJECT, SOME, false, -1, 5, ""));
        assertThat(book.open(ORDERS, SUBJECT).done()).isEqualTo(SOME);

        book.ask(ORDERS, SUBJECT);

        assertThat(book.find(ORDERS, SUBJECT)).contains(Entry.begun(SUBJECT, true));
    }

    @Test
    void whatWasFoundOfAnotherTopicOrBeforeACutDoesNotCount() {
        compared();
        Subject made = subject(new Uuid(1, 3), 0);

        assertThat(book.find(ORDERS, made)).isEmpty();
        assertThat(book.find(ORDERS, subject(new Uuid(1, 2), 77))).isEmpty();
        assertThat(book.open(ORDERS, made)).isEqualTo(Entry.begun(made, false));
        assertThat(book.find(ORDERS, SUBJECT)).isEmpty();
    }

    @Test
    void aStepThatWasUnderWayWhenSomebodyAskedIsNotNoted() {
        Entry seen = compared();
        book.ask(ORDERS, SUBJECT);

        book.note(ORDERS, seen, each -> each.with(SOME, 9).ended());

        assertThat(book.find(ORDERS, SUBJECT)).contains(Entry.begun(SUBJECT, true));
    }

    @Test
    void anAskedOneEndsAndKeepsWhatItFound() {
        book.ask(ORDERS, SUBJECT);
        Entry asked = book.find(ORDERS, SUBJECT).orElseThrow().withGoal(20);

        assertThat(asked.waits("nobody leads it"))
                .isEqualTo(new Entry(SUBJECT, Verification.NOTHING, true, 20, 0, "nobody leads it"));
        assertThat(asked.waits("nobody leads it").with(SOME, 5).ended())
                .isEqualTo(new Entry(SUBJECT, SOME, false, -1, 5, ""));
    }

    @Test
    void onlyOtherTopicsOfTheLinkAreForgotten() {
        compared();

        book.retain("east", Set.of());
        book.retain("west", Set.of("orders"));
        assertThat(book.find(ORDERS, SUBJECT)).isPresent();

        book.retain("west", Set.of());
        assertThat(book.find(ORDERS, SUBJECT)).isEmpty();
    }
}
