/** Reading tables: exported snapshots, chunks of block ranges, binary COPY, single rows by key. */
@NullMarked
package dev.tain.postgres.internal.snapshot;

import org.jspecify.annotations.NullMarked;
