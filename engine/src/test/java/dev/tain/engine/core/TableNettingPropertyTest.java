package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.ChangeBatch;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Net changes come to the same as the changes that they were made of, however these are cut and compacted. */
class TableNettingPropertyTest {
    private static final int SEEDS = 5_000;

    @Test
    void netChangesComeToTheSame() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                runTable(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void runTable(Random random) {
        NettingModel model = new NettingModel(random);
        for (int batches = 1 + random.nextInt(4); batches > 0; batches--) {
            model.inserts = model.updates = model.deletes = 0;
            TableNetting netting = new TableNetting(new RowBuffer(NettingModel.SCHEMA));
            for (int reads = random.nextInt(6); reads > 0; reads--) {
                for (int changes = random.nextInt(8); changes > 0; changes--) {
                    model.change(netting.rows());
                }
                netting.absorb();
                if (random.nextInt(4) == 0) {
                    netting = netting.compacted();
                    assertThat(netting.net().count(NetKind.VOID)).isZero();
                }
            }
            model.apply(netting.net());
            assertThat(netting.inserts()).isEqualTo(model.inserts);
            assertThat(netting.updates()).isEqualTo(model.updates);
            assertThat(netting.deletes()).isEqualTo(model.deletes);
        }
    }

    @Test
    void batchesComeToTheSame() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                runBatch(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void runBatch(Random random) {
        NettingModel model = new NettingModel(random);
        BatchNetting netting = new BatchNetting(new ChangeBatch(), new Repetition());
        for (int reads = random.nextInt(20); reads > 0; reads--) {
            for (int changes = random.nextInt(8); changes > 0; changes--) {
                model.change(netting.batch().rows(NettingModel.SCHEMA));
            }
            netting.absorb();
            long before = netting.batch().bytes();
            if (netting.compact()) {
                assertThat(netting.batch().bytes()).isLessThanOrEqualTo(before);
            }
        }
        assertThat(netting.changes()).isEqualTo(model.inserts + model.updates + model.deletes);
        netting.tables().forEach(table -> model.apply(table.net()));
    }
}
