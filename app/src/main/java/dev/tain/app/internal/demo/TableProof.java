package dev.tain.app.internal.demo;

/** What one table holds on either side: rows, and a hash of all of them that does not depend on their order. */
record TableProof(ShopTable table, Content source, Content destination) {

    /** @param hash the sum of the rows' 64-bit hashes, modulo 2^64, as 16 hexadecimal digits */
    record Content(long rows, String hash) {}

    boolean equal() {
        return source.equals(destination);
    }
}
