package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.Verification;
import dev.tain.engine.Verification.Counts;
import dev.tain.engine.Verification.Difference;
import dev.tain.engine.Verification.Outcome;
import dev.tain.engine.Verification.Rows;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.engine.store.VerificationStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationStoreContractTest extends CatalogSuite {
    private static final TableName USERS = TableName.parse("public.users");

    private VerificationStore store;

    @BeforeEach
    void lookAtVerifications() {
        store = stores().verifications();
    }

    private static Verification verification(String id, String mirror, long at, TableVerification... tables) {
        return new Verification(id, mirror, true, at, at + 5, Optional.empty(), List.of(tables));
    }

    private static TableVerification table(TableName name, Outcome outcome, long finishedAt) {
        return new TableVerification(
                name,
                TableName.parse("copy"),
                outcome,
                10,
                new Rows(1, 8, 9),
                new Counts(1, 2, 3, 4, 1),
                List.of("5, 'x'"),
                List.of(
                        new Difference("MISSING", List.of("a:1", "", "ü,\n7"), List.of(), true),
                        new Difference("DIFFERENT", List.of("1"), List.of("odd:name", "b"), false)),
                finishedAt,
                Optional.empty());
    }

    @Test
    void whatIsStoredIsFoundAgainAlsoAfterARestart() {
        ownedMirror("m", "me");
        Problem problem = new Problem(ErrorCode.TABLE_MISSING, USERS.toString(), "It's gone.", "Bring it back.");
        TableVerification failed = new TableVerification(
                USERS,
                TableName.parse("copy"),
                Outcome.FAILED,
                0,
                Rows.NONE,
                Counts.NONE,
                List.of(),
                List.of(),
                NOW,
                Optional.of(problem));
        Verification first = new Verification(
                "1",
                "m",
                false,
                NOW,
                0,
                Optional.of(new Problem(ErrorCode.VERIFICATION_INTERRUPTED, "m", "Ended.", "Again.")),
                List.of(failed, table(TableName.parse("public.items"), Outcome.DIFFERENT, NOW)));
        store.put(verification("1", "m", NOW));
        store.put(first);
        reopen();
        store = stores().verifications();
        assertThat(store.find("1")).contains(first);
        assertThat(store.of("m")).containsExactly(first);
        assertThat(store.find("2")).isEmpty();
        assertThat(store.of("other")).isEmpty();
    }

    @Test
    void theLastOfEachTableIsKnownWithoutItsRows() {
        ownedMirror("m", "me");
        store.put(verification("1", "m", NOW, table(USERS, Outcome.DIFFERENT, NOW + 1)));
        store.put(verification("2", "m", NOW + 10, table(USERS, Outcome.EQUAL, NOW + 11)));
        store.put(verification("3", "m", NOW + 20, table(USERS, Outcome.RUNNING, 0)));
        List<TableVerification> last = store.last("m");
        assertThat(last).extracting(TableVerification::outcome).containsExactly(Outcome.EQUAL);
        assertThat(last.getFirst().counts()).isEqualTo(new Counts(1, 2, 3, 4, 1));
        assertThat(last.getFirst().differences()).isEmpty();
    }

    @Test
    void someAreKeptAndAllGoWithTheirMirror() {
        long epoch = ownedMirror("m", "me");
        for (int i = 1; i <= VerificationStore.MOST_KEPT + 3; i++) {
            store.put(verification("v" + i, "m", NOW + i, table(USERS, Outcome.EQUAL, NOW + i)));
        }
        assertThat(store.of("m")).hasSize(VerificationStore.MOST_KEPT);
        assertThat(store.find("v3")).isEmpty();
        assertThat(store.of("m").getFirst().id()).isEqualTo("v" + (VerificationStore.MOST_KEPT + 3));
        stores().mirrors().delete("m", epoch, false);
        assertThat(store.of("m")).isEmpty();
        store.put(verification("late", "m", NOW));
        assertThat(store.find("late")).isEmpty();
    }
}
