package dev.tain.link.internal.broker;

import java.lang.reflect.Field;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import kafka.cluster.Partition;

/**
 * The lock inside a partition under which the broker changes who leads. It is private there, the one thing that links
 * take by reflection; it has had this name and type in all releases from 3.7 to 4.4.
 */
final class LeadershipLock {
    static final String FIELD = "leaderIsrUpdateLock";
    private static final Field LOCK = find();

    private LeadershipLock() {}

    private static Field find() {
        try {
            Field field = Partition.class.getDeclaredField(FIELD);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static ReentrantReadWriteLock of(Partition partition) {
        try {
            return (ReentrantReadWriteLock) LOCK.get(partition);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the field was made accessible", e);
        }
    }
}
