package dev.tain.server;

import dev.tain.engine.Verification;
import dev.tain.engine.Verification.Counts;
import dev.tain.engine.Verification.Difference;
import dev.tain.engine.Verification.Outcome;
import dev.tain.engine.Verification.Rows;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.engine.VerificationService;
import dev.tain.engine.VerificationWish;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifications that find the same few rows each time. */
public final class FakeVerifications implements VerificationService {
    static final String ID = "6f2c1e0a-0000-4000-8000-000000000001";
    private static final long BEGAN = 1_763_700_000_000L;

    private final FakeMirrors mirrors;
    private final List<VerificationWish> wishes = new ArrayList<>();

    FakeVerifications(FakeMirrors mirrors) {
        this.mirrors = mirrors;
    }

    List<VerificationWish> wishes() {
        return wishes;
    }

    @Override
    public String start(VerificationWish wish) {
        mirrors.summary(wish.mirror());
        wishes.add(wish);
        return ID;
    }

    @Override
    public Verification find(String id) {
        if (wishes.isEmpty() || !id.equals(ID)) {
            throw new TainException(
                    ErrorCode.VERIFICATION_UNKNOWN, "there is no verification " + id, "name one that exists");
        }
        VerificationWish wish = wishes.getLast();
        TableName table = new TableName("public", "orders");
        TableVerification found = new TableVerification(
                table,
                new TableName("", "orders"),
                Outcome.DIFFERENT,
                1_000,
                new Rows(1, 1_000, 1_001),
                new Counts(1, 1, 1, wish.repair() ? 3 : 0, 1),
                List.of("9"),
                List.of(
                        new Difference("MISSING", List.of("5"), List.of(), wish.repair()),
                        new Difference("DIFFERENT", List.of("7"), List.of("amount"), wish.repair()),
                        new Difference("SURPLUS", List.of("-1"), List.of(), wish.repair())),
                BEGAN + 2_000,
                Optional.empty());
        return new Verification(
                ID, wish.mirror(), wish.repair(), BEGAN, BEGAN + 2_000, Optional.empty(), List.of(found));
    }

    @Override
    public List<Verification> of(String mirror) {
        return wishes.stream().anyMatch(wish -> wish.mirror().equals(mirror)) ? List.of(find(ID)) : List.of();
    }

    @Override
    public List<TableVerification> last(String mirror) {
        return of(mirror).stream().flatMap(each -> each.tables().stream()).toList();
    }

    @Override
    public void cancel(String id) {
        find(id);
    }
}
