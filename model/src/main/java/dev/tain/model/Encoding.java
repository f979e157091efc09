package dev.tain.model;

/** How the bytes of a column's values are to be read. One column has one encoding, in snapshot and stream alike. */
public enum Encoding {
    /** The binary form that PostgreSQL's send functions write and its receive functions read (big-endian). */
    BINARY,
    /** The type's text form in UTF-8, for types that have no binary form. */
    TEXT
}
