/** The nouns of Tain: positions, tables, rows, changes, errors. Pure values and buffers; nothing here does I/O. */
@NullMarked
package dev.tain.model;

import org.jspecify.annotations.NullMarked;
