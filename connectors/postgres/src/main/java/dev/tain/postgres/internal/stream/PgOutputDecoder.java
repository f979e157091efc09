package dev.tain.postgres.internal.stream;

import dev.tain.model.ChangeBatch;
import dev.tain.model.Lsn;
import dev.tain.model.Position;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of the pgoutput protocol, version 1, into batches. Source: PostgreSQL documentation, "Logical
 * Replication Message Formats".
 *
 * <pre>
 *   between transactions ──B──► in a transaction ──R Y O M I U D T──► in a transaction ──C──► between transactions
 * </pre>
 *
 * <p>Invariants: (a) a row's commit is that of its transaction, its sequence the number of changes before it in the
 * transaction, those of unwatched tables included, so that both are the same whenever the transaction is read; (b) a
 * transaction that ends at or before the start position leaves nothing in a batch; (c) when {@link #decode} returns
 * false or throws, nothing of the message is in the batch.
 *
 * <p>Used by the reading thread, except for {@link #watch}.
 */
final class PgOutputDecoder {
    /** Microseconds from 1970 to 2000, where PostgreSQL's clock starts. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private final Relations relations;
    private final RowDecoder rowDecoder = new RowDecoder();
    private final Message in = new Message();
    private final long from;

    private boolean inTransaction;
    private boolean passedOver;
    private boolean delivered;
    private long commit;
    private long sequence;
    private long rows;
    private long bytes;
    private @Nullable RowBuffer fitting;
    private @Nullable Relation fittingFor;

    /** @param from transactions that end there or before are passed over */
    PgOutputDecoder(RelationResolver resolver, Map<TableName, Set<String>> watched, Position from) {
        this.relations = new Relations(resolver, watched);
        this.from = from.order();
    }

    /** The tables to deliver from the next row on, with their excluded columns. Any thread may call it. */
    void watch(Map<TableName, Set<String>> tables) {
        relations.watch(tables);
    }

    /** Rows written into batches so far. */
    long rows() {
        return rows;
    }

    /** Bytes of images written into batches so far. */
    long bytes() {
        return bytes;
    }

    /** Whether a message of this first byte adds to a batch, other than its end. */
    static boolean isChange(byte type) {
        return type == 'I' || type == 'U' || type == 'D' || type == 'T';
    }

    /**
     * Says to the batch that comes next whether it goes on with a transaction. Returns whether it does: a transaction
     * of which nothing was delivered yet does not count.
     */
    boolean resume(ChangeBatch batch) {
        fitting = null;
        boolean continues = inTransaction && delivered;
        if (continues) {
            batch.begin();
        }
        return continues;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    /**
     * Reads one message into the batch. Returns false, without effect, when the batch has rows of the table with other
     * columns: the same message is to be given again with a new batch.
     */
    boolean decode(byte[] message, int offset, ChangeBatch batch) {
        in.set(message, offset);
        byte type = in.int8();
        switch (type) {
            case 'I', 'U', 'D' -> {
                return row(type, batch);
            }
            case 'T' -> {
                return truncate(batch);
            }
            case 'B' -> begin();
            case 'C' -> commit(batch);
            case 'R' -> relations.learn(RelationMessage.read(in));
            case 'Y', 'O', 'M' -> {} // names of types, origins and logical messages change nothing
            default -> throw Message.broken("it begins with the byte " + type);
        }
        return true;
    }

    private void begin() {
        if (inTransaction) {
            throw Message.broken("a transaction begins within another");
        }
        commit = in.int64();
        in.skip(Long.BYTES + Integer.BYTES); // commit time, transaction id
        in.finish();
        // A commit record that begins before the position ends at or before it.
        passedOver = Long.compareUnsigned(commit, from) < 0;
        inTransaction = true;
        delivered = false;
        sequence = 0;
    }

    private void commit(ChangeBatch batch) {
        requireTransaction();
        in.skip(Byte.BYTES + Long.BYTES); // flags, start of the commit record
        long end = in.int64();
        long time = in.int64();
        in.finish();
        if (!passedOver) {
            batch.commit(new Lsn(end), time + EPOCH_MICROS);
        }
        inTransaction = false;
    }

    private boolean row(byte type, ChangeBatch batch) {
        requireTransaction();
        Relation relation = relations.find(in.int32());
        if (relation != null && !passedOver) {
            RowBuffer buffer = buffer(batch, relation);
            if (buffer == null) {
                return false;
            }
            write(type, relation, buffer);
            begin(batch);
        }
        sequence++;
        return true;
    }

    private void write(byte type, Relation relation, RowBuffer buffer) {
        int before = buffer.size();
        boolean written = false;
        try {
            switch (type) {
                case 'I' -> rowDecoder.insert(in, relation, buffer, commit, sequence);
                case 'U' -> rowDecoder.update(in, relation, buffer, commit, sequence);
                default -> rowDecoder.delete(in, relation, buffer, commit, sequence);
            }
            written = true;
            rows++;
            bytes += buffer.size() - before;
        } finally {
            if (!written) {
                buffer.rewind(before);
            }
        }
    }

    private boolean truncate(ChangeBatch batch) {
        requireTransaction();
        List<RowBuffer> buffers = new ArrayList<>();
        int count = in.int32();
        in.int8(); // whether it cascaded and restarted sequences: the tables are all listed, sequences are not copied
        for (int i = 0; i < count; i++) {
            Relation relation = relations.find(in.int32());
            if (relation != null && !passedOver) {
                RowBuffer buffer = buffer(batch, relation);
                if (buffer == null) {
                    return false;
                }
                buffers.add(buffer);
            }
        }
        in.finish();
        if (!buffers.isEmpty()) {
            buffers.forEach(RowBuffer::truncate);
            begin(batch);
        }
        sequence++;
        return true;
    }

    private void begin(ChangeBatch batch) {
        if (!delivered || !batch.isOpen()) {
            batch.begin();
            delivered = true;
        }
    }

    /** The batch's rows of the relation; null when it has some with other columns. */
    private @Nullable RowBuffer buffer(ChangeBatch batch, Relation relation) {
        RowBuffer known = fitting;
        if (known != null && relation.equals(fittingFor)) {
            return known;
        }
        TableSchema schema = relation.carried();
        RowBuffer found = batch.find(schema.name());
        if (found != null && !found.schema().equals(schema)) {
            return null;
        }
        fitting = found == null ? batch.rows(schema) : found;
        fittingFor = relation;
        return fitting;
    }

    private void requireTransaction() {
        if (!inTransaction) {
            throw Message.broken("it belongs to a transaction but none has begun");
        }
    }
}
