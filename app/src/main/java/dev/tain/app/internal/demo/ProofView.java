package dev.tain.app.internal.demo;

import static dev.tain.app.internal.screen.Style.left;
import static dev.tain.app.internal.screen.Style.number;
import static dev.tain.app.internal.screen.Style.right;

import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Style;
import java.util.List;

/** Shows what a verification found. */
final class ProofView {
    private static final int NAME = 14;
    private static final int ROWS = 13;
    private static final int HASH = 20;

    private ProofView() {}

    static void show(Screen screen, List<TableProof> proofs) {
        Style style = screen.style();
        screen.print(style.dim("  " + left("table", NAME)
                + right("source rows", ROWS)
                + right("destination", ROWS)
                + right("source hash", HASH)
                + right("destination hash", HASH)));
        for (TableProof proof : proofs) {
            screen.print("  " + left(proof.table().sqlName(), NAME)
                    + right(number(proof.source().rows()), ROWS)
                    + right(number(proof.destination().rows()), ROWS)
                    + right(proof.source().hash(), HASH)
                    + right(proof.destination().hash(), HASH)
                    + "  "
                    + (proof.equal() ? style.done() + " equal" : style.failed() + " different"));
        }
    }
}
