package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.engine.sim.Images;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private static final TableSchema SCHEMA = Images.schema("public.t", "k2", "value", "k1");

    private final RowBuffer rows = new RowBuffer(SCHEMA);
    private final KeyIndex index = new KeyIndex(rows, new RowKeys(SCHEMA.keyIndexes()));

    private int add(String k1, String k2) {
        rows.addRow(Operation.INSERT, Images.write(rows, List.of(k2, "value", k1)), RowBuffer.NONE, 0, 0);
        return rows.rows() - 1;
    }

    private int put(int row) {
        return index.put(row, index.hash(rows.image(row)));
    }

    private int find(int image) {
        return index.find(image, index.hash(image));
    }

    @Test
    void aLaterRowTakesItsPredecessorsPlace() {
        int first = add("a", "1");
        assertThat(put(first)).isEqualTo(KeyIndex.NONE);
        int second = add("a", "1");
        assertThat(find(rows.image(second))).isEqualTo(first);
        assertThat(put(second)).isEqualTo(first);
        assertThat(find(rows.image(first))).isEqualTo(second);
    }

    @Test
    void valuesDoNotRunIntoEachOther() {
        put(add("ab", "c"));
        assertThat(find(rows.image(add("a", "bc")))).isEqualTo(KeyIndex.NONE);
        assertThat(find(rows.image(add("c", "ab")))).isEqualTo(KeyIndex.NONE);
        assertThat(find(rows.image(add("abc", "")))).isEqualTo(KeyIndex.NONE);
    }

    @Test
    void isEmptyOnceCleared() {
        int row = add("a", "1");
        put(row);
        index.clear();
        assertThat(find(rows.image(row))).isEqualTo(KeyIndex.NONE);
        assertThat(put(row)).isEqualTo(KeyIndex.NONE);
    }

    @Test
    void findsWhatAMapFinds() {
        Random random = new Random(1);
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String k1 = "key " + random.nextInt(3_000);
            String k2 = "longer than a machine word " + random.nextInt(2);
            int row = add(k1, k2);
            Integer before = map.put(k1 + "/" + k2, row);
            assertThat(put(row)).isEqualTo(before == null ? KeyIndex.NONE : before);
        }
    }

    @Test
    void refusesATableWithoutKey() {
        assertThatThrownBy(() -> new RowKeys(new int[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
