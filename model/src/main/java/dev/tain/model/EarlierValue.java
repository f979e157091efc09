package dev.tain.model;

/** What a column holds in the rows that were there before it was added to its table. */
public sealed interface EarlierValue {
    /** NULL, or the table has always had the column. */
    EarlierValue NULL = new Empty();

    /** The rows hold NULL. */
    record Empty() implements EarlierValue {}

    /** The rows hold one value, which the table's description tells; in the source's text form. */
    record Constant(String text) implements EarlierValue {}

    /** The rows may hold any value: each was computed for itself, or the table was rewritten since. */
    record Unknown() implements EarlierValue {}
}
