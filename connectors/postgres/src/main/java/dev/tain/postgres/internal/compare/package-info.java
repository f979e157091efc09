/** One side of the comparison of a table, for both roles. */
@NullMarked
package dev.tain.postgres.internal.compare;

import org.jspecify.annotations.NullMarked;
