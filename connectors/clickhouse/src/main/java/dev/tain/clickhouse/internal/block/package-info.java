/** Rows as columns: what an insert sends, in the server's Native format. */
@NullMarked
package dev.tain.clickhouse.internal.block;

import org.jspecify.annotations.NullMarked;
