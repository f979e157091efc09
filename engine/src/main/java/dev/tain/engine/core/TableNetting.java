package dev.tain.engine.core;

import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import java.util.Arrays;

/**
 * Takes the changes to each key of one table together, as they arrive, so that a batch applies a key once however often
 * it changed. Values that a change left unchanged are filled from an earlier image of the row in the batch where there
 * is one.
 *
 * <p>Owned by the thread that owns the batch. Invariant: of each key at most one row is not {@link NetKind#VOID}, the
 * one that the index holds.
 */
public final class TableNetting {
    private static final NetKind[] KINDS = NetKind.values();

    private final RowBuffer rows;
    private final KeyIndex index;
    private final Repetition repetition;
    private final int tableHash;
    private byte[] kinds = new byte[64];
    private int absorbed;
    private int truncatedAt;
    private long voidBytes;
    private long inserts;
    private long updates;
    private long deletes;

    public TableNetting(RowBuffer rows) {
        this(rows, new Repetition());
    }

    /** @param repetition hears of the keys that change */
    TableNetting(RowBuffer rows, Repetition repetition) {
        this.rows = rows;
        this.repetition = repetition;
        this.tableHash = rows.schema().name().hashCode();
        this.index = new KeyIndex(rows, new RowKeys(rows.schema().keyIndexes()));
    }

    public RowBuffer rows() {
        return rows;
    }

    /** Takes in the rows that were added since the last call. */
    public void absorb() {
        if (rows.firstRow() > truncatedAt) {
            startAfterTruncation();
        }
        int end = rows.rows();
        for (int row = absorbed; row < end; row++) {
            count(row);
            switch (rows.operation(row)) {
                case INSERT -> insert(row);
                case UPDATE -> update(row);
                case DELETE -> delete(row);
            }
        }
        absorbed = rows.rows();
    }

    private void startAfterTruncation() {
        for (int row = absorbed; row < rows.firstRow(); row++) {
            count(row);
        }
        index.clear();
        kinds = Arrays.copyOf(kinds, Math.max(kinds.length, rows.rows()));
        Arrays.fill(kinds, 0, rows.firstRow(), (byte) NetKind.VOID.ordinal());
        absorbed = rows.firstRow();
        truncatedAt = rows.firstRow();
        voidBytes = rows.size();
    }

    private void count(int row) {
        switch (rows.operation(row)) {
            case INSERT -> inserts++;
            case UPDATE -> updates++;
            case DELETE -> deletes++;
        }
    }

    private void insert(int row) {
        int before = index.put(row, changed(rows.image(row)));
        mark(row, before == KeyIndex.NONE ? NetKind.NEW : NetKind.FULL);
        makeVoid(before);
    }

    /** The hash of the image's key, which has changed. */
    private int changed(int image) {
        int hash = index.hash(image);
        repetition.changed(hash ^ tableHash);
        return hash;
    }

    private void delete(int row) {
        makeVoid(index.put(row, changed(rows.image(row))));
        mark(row, NetKind.DELETED);
    }

    private void update(int row) {
        if (rows.oldImage(row) == RowBuffer.NONE) {
            updateInPlace(row);
        } else {
            move(row);
        }
    }

    private void updateInPlace(int row) {
        boolean lacks = rows.contains(rows.image(row), RowBuffer.UNCHANGED);
        int hash = changed(rows.image(row));
        int before = index.find(rows.image(row), hash);
        NetKind earlier = before == KeyIndex.NONE ? NetKind.DELETED : kind(before);
        if (earlier == NetKind.DELETED) {
            mark(row, lacks ? NetKind.PARTIAL : NetKind.FULL);
        } else if (lacks && !fill(row, before)) {
            // still lacking, so the earlier image lacked it too and was PARTIAL or MOVED
            mark(row, earlier);
            rows.setOldImage(row, rows.oldImage(before));
        } else {
            mark(row, earlier == NetKind.NEW ? NetKind.NEW : NetKind.FULL);
        }
        index.put(row, hash);
        makeVoid(before);
    }

    /** The key changed: the old key is gone, the new one takes what it lacks from the row's earlier image. */
    private void move(int row) {
        int oldImage = rows.oldImage(row);
        int oldHash = changed(oldImage);
        int before = index.find(oldImage, oldHash);
        NetKind earlier = before == KeyIndex.NONE ? NetKind.DELETED : kind(before);
        boolean lacks = rows.contains(rows.image(row), RowBuffer.UNCHANGED);
        if (lacks && earlier != NetKind.DELETED) {
            lacks = !fill(row, before);
        }
        if (!lacks) {
            rows.setOldImage(row, RowBuffer.NONE);
        } else if (earlier == NetKind.MOVED) {
            rows.setOldImage(row, rows.oldImage(before));
        }
        mark(row, lacks ? NetKind.MOVED : NetKind.FULL);
        int gone = rows.rows();
        rows.addRow(Operation.DELETE, oldImage, RowBuffer.NONE, rows.commit(row), rows.sequence(row));
        mark(gone, NetKind.DELETED);
        makeVoid(index.put(gone, oldHash));
        makeVoid(index.put(row, changed(rows.image(row))));
    }

    /** Writes a new image with the values that {@code row} lacks taken from {@code from}; true when none is lacking. */
    private boolean fill(int row, int from) {
        int left = rows.image(row) + 2;
        int right = rows.image(from) + 2;
        int image = rows.beginImage();
        boolean complete = true;
        for (int column = rows.schema().columns().size(); column > 0; column--) {
            int chosen = rows.length(left) == RowBuffer.UNCHANGED ? right : left;
            int length = rows.length(chosen);
            if (length >= 0) {
                rows.value(rows.bytes(), chosen + 4, length);
            } else {
                complete &= length != RowBuffer.UNCHANGED;
                rows.marker(length);
            }
            left = rows.next(left);
            right = rows.next(right);
        }
        rows.setImage(row, image);
        return complete;
    }

    private void makeVoid(int row) {
        if (row != KeyIndex.NONE) {
            mark(row, NetKind.VOID);
            voidBytes += rows.imageEnd(rows.image(row)) - rows.image(row);
        }
    }

    private void mark(int row, NetKind kind) {
        if (row >= kinds.length) {
            kinds = Arrays.copyOf(kinds, Math.max(row + 1, kinds.length * 2));
        }
        kinds[row] = (byte) kind.ordinal();
    }

    private NetKind kind(int row) {
        return KINDS[kinds[row]];
    }

    public NetChanges net() {
        return new NetChanges(rows, kinds);
    }

    public long inserts() {
        return inserts;
    }

    public long updates() {
        return updates;
    }

    public long deletes() {
        return deletes;
    }

    /** About how many bytes a compaction would free. */
    long voidBytes() {
        return voidBytes;
    }

    /** The same changes without the rows that are void, in a buffer of its own. */
    TableNetting compacted() {
        RowBuffer live = new RowBuffer(rows.schema());
        if (rows.isTruncated()) {
            live.truncate();
        }
        TableNetting copy = new TableNetting(live, repetition);
        for (int row = rows.firstRow(); row < rows.rows(); row++) {
            NetKind kind = kind(row);
            if (kind != NetKind.VOID) {
                int image = copyImage(live, rows.image(row));
                int old = kind == NetKind.MOVED ? copyImage(live, rows.oldImage(row)) : RowBuffer.NONE;
                copy.mark(live.rows(), kind);
                live.addRow(rows.operation(row), image, old, rows.commit(row), rows.sequence(row));
                copy.index.put(live.rows() - 1, index.hash(rows.image(row)));
            }
        }
        copy.absorbed = live.rows();
        copy.inserts = inserts;
        copy.updates = updates;
        copy.deletes = deletes;
        return copy;
    }

    private int copyImage(RowBuffer to, int image) {
        return to.addImage(rows.bytes(), image, rows.imageEnd(image) - image);
    }
}
