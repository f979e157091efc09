package dev.tain.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeldRowsPropertyTest {
    private static final int SEEDS = 200;
    private static final Column ID = column("id ✓", "bigint", 1);
    private static final Column NAME = column("name", "character varying(10)", 0);
    private static final Column NOTE = column("note", "text", 0);

    private static Column column(String name, String type, int keyOrdinal) {
        return new Column(name, type, keyOrdinal == 0, keyOrdinal, Encoding.BINARY, null);
    }

    private static TableSchema schema(Column... columns) {
        return new TableSchema(new TableName("public", "held"), List.of(columns));
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(SEEDS);
    }

    /** Removals come first; else rows come back as they were, whatever the size of the blocks. */
    @ParameterizedTest
    @MethodSource("seeds")
    void bringsBackEveryRowThatCounts(long seed) {
        Random random = new Random(seed);
        TableSchema schema = schema(ID, NAME, NOTE);
        NetChanges changes = randomChanges(random, schema);
        List<byte[]> blocks = HeldRows.encode(changes, 1 + random.nextInt(2_000));
        List<RowBuffer> decoded =
                blocks.stream().map(block -> HeldRows.decode(block, schema)).toList();
        List<String> expected = new ArrayList<>(texts(changes, true));
        expected.addAll(texts(changes, false));
        assertThat(decoded.stream().flatMap(rows -> texts(rows).stream()))
                .as("seed " + seed)
                .isEqualTo(expected);
        assertThat(decoded.stream().filter(RowBuffer::isTruncated).count()).isEqualTo(changes.isTruncated() ? 1 : 0);
        assertThat(changes.isTruncated() && !decoded.getFirst().isTruncated()).isFalse();
    }

    @Test
    void keepsATruncationWithoutRows() {
        RowBuffer rows = new RowBuffer(schema(ID, NAME, NOTE));
        rows.truncate();
        List<byte[]> blocks = HeldRows.encode(new NetChanges(rows, new byte[0]), 100);
        assertThat(blocks).hasSize(1);
        assertThat(HeldRows.decode(blocks.getFirst(), schema(ID)).isTruncated()).isTrue();
    }

    @Test
    void hasNothingToKeepOfNothing() {
        assertThat(HeldRows.encode(new NetChanges(new RowBuffer(schema(ID)), new byte[0]), 100))
                .isEmpty();
    }

    @Test
    void fitsRowsToTheColumnsOfNow() {
        byte[] block = oneOfEach();
        RowBuffer rows = HeldRows.decode(block, schema(column("new", "text", 0), NOTE, ID));
        assertThat(texts(rows))
                .containsExactly("DELETE [-3, -3, 8] 2 0", "UPDATE [-2, 3, 8] 0 0", "UPDATE [-2, -2, 8] 1 0");
        RowBuffer wider = HeldRows.decode(block, schema(ID, column("name", "character varying(50)", 0), NOTE));
        assertThat(texts(wider).get(1)).startsWith("INSERT [8, 4, 3]");
    }

    @Test
    void refusesRowsWhoseKeyOrTypesAreOthersNow() {
        byte[] block = oneOfEach();
        assertChanged(block, schema(ID, column("name", "integer", 0), NOTE));
        assertChanged(block, schema(column("id ✓", "bigint", 0), column("name", "character varying(10)", 1), NOTE));
        assertChanged(block, schema(column("uid", "bigint", 1), NAME, NOTE));
        assertChanged(block, schema(ID, column("other", "text", 2), NOTE));
        assertChanged(block, schema(ID, new Column("name", "character varying(10)", true, 0, Encoding.TEXT, null)));
        block[0] = 99;
        assertChanged(block, schema(ID, NAME, NOTE));
    }

    private static void assertChanged(byte[] block, TableSchema schema) {
        assertThatThrownBy(() -> HeldRows.decode(block, schema))
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_SCHEMA_CHANGED));
    }

    private static byte[] oneOfEach() {
        RowBuffer rows = new RowBuffer(schema(ID, NAME, NOTE));
        byte[] kinds = {(byte) NetKind.NEW.ordinal(), (byte) NetKind.PARTIAL.ordinal(), (byte) NetKind.DELETED.ordinal()
        };
        rows.addRow(Operation.INSERT, image(rows, 1, 4, 3), RowBuffer.NONE, 0, 0);
        rows.addRow(Operation.UPDATE, image(rows, 2, 1, RowBuffer.UNCHANGED), RowBuffer.NONE, 1, 0);
        rows.addRow(Operation.DELETE, image(rows, 3, RowBuffer.ABSENT, RowBuffer.ABSENT), RowBuffer.NONE, 2, 0);
        return HeldRows.encode(new NetChanges(rows, kinds), 1 << 20).getFirst();
    }

    private static NetChanges randomChanges(Random random, TableSchema schema) {
        RowBuffer rows = new RowBuffer(schema);
        int count = random.nextInt(60);
        byte[] kinds = new byte[count + 5];
        for (int row = 0; row < count; row++) {
            if (random.nextInt(40) == 0) {
                Arrays.fill(kinds, 0, row, (byte) NetKind.VOID.ordinal());
                rows.truncate();
            }
            NetKind kind = NetKind.values()[random.nextInt(NetKind.values().length)];
            kinds[row] = (byte) kind.ordinal();
            Operation operation = switch (kind) {
                case VOID, NEW -> Operation.INSERT;
                case FULL, PARTIAL, MOVED -> Operation.UPDATE;
                case DELETED -> Operation.DELETE;
            };
            int image = randomImage(random, rows, kind, row);
            int old = kind == NetKind.MOVED
                    ? image(rows, 1_000 + row, RowBuffer.ABSENT, RowBuffer.ABSENT)
                    : RowBuffer.NONE;
            rows.addRow(operation, image, old, random.nextLong(), random.nextInt(1_000));
        }
        return new NetChanges(rows, kinds);
    }

    private static int randomImage(Random random, RowBuffer rows, NetKind kind, long key) {
        int nothing = switch (kind) {
            case PARTIAL, MOVED -> RowBuffer.UNCHANGED;
            case DELETED -> RowBuffer.ABSENT;
            case VOID, NEW, FULL -> RowBuffer.NULL;
        };
        return image(rows, key, nothing, random.nextBoolean() ? RowBuffer.NULL : random.nextInt(40));
    }

    private static int image(RowBuffer rows, long key, int nameLength, int noteLength) {
        int image = rows.beginImage();
        rows.value(ByteBuffer.allocate(8).putLong(key).array(), 0, 8);
        for (int length : new int[] {nameLength, noteLength}) {
            if (length < 0) {
                rows.marker(length);
            } else {
                byte[] value = new byte[length];
                Arrays.fill(value, (byte) key);
                rows.value(value, 0, length);
            }
        }
        return image;
    }

    private static List<String> texts(NetChanges changes, boolean removals) {
        List<String> texts = new ArrayList<>();
        for (int row = changes.rows().firstRow(); row < changes.rows().rows(); row++) {
            NetKind kind = changes.kind(row);
            if (kind != NetKind.VOID && (kind == NetKind.DELETED) == removals) {
                texts.add(text(changes.rows(), row));
            }
        }
        return texts;
    }

    private static List<String> texts(RowBuffer rows) {
        List<String> texts = new ArrayList<>();
        Map<Integer, Integer> seen = new HashMap<>();
        for (int row = 0; row < rows.rows(); row++) {
            texts.add(text(rows, row));
            boolean movedToItself = rows.oldImage(row) != RowBuffer.NONE;
            if (movedToItself) {
                assertThat(rows.length(rows.field(rows.oldImage(row), 0))).isEqualTo(8);
            }
            assertThat(seen.put(rows.image(row), row)).isNull();
        }
        return texts;
    }

    /** Operation, the fields' lengths, commit and sequence. */
    private static String text(RowBuffer rows, int row) {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < rows.schema().columns().size(); i++) {
            lengths.add(rows.length(rows.field(rows.image(row), i)));
        }
        return rows.operation(row) + " " + lengths + " " + rows.commit(row) + " " + rows.sequence(row);
    }
}
