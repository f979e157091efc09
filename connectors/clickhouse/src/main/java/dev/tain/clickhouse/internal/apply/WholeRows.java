package dev.tain.clickhouse.internal.apply;

import java.util.Arrays;

/** Rows of a buffer that need nothing but themselves, gathered to be written together. Used by one thread. */
final class WholeRows {
    private static final int FIRST_ROWS = 1024;

    private int[] images = new int[FIRST_ROWS];
    private long[] versions = new long[FIRST_ROWS];
    private boolean[] deleted = new boolean[FIRST_ROWS];
    private int count;

    void add(int image, Mark mark) {
        add(image, mark.isDeleted(), mark.version());
    }

    void add(int image, boolean isDeleted, long version) {
        if (count == images.length) {
            images = Arrays.copyOf(images, count * 2);
            versions = Arrays.copyOf(versions, count * 2);
            deleted = Arrays.copyOf(deleted, count * 2);
        }
        images[count] = image;
        versions[count] = version;
        deleted[count] = isDeleted;
        count++;
    }

    int count() {
        return count;
    }

    int image(int index) {
        return images[index];
    }

    long version(int index) {
        return versions[index];
    }

    boolean isDeleted(int index) {
        return deleted[index];
    }

    void clear() {
        count = 0;
    }
}
