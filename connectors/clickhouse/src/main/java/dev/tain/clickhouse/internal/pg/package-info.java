/** Values of PostgreSQL in its binary form: what they are, and their text. */
@NullMarked
package dev.tain.clickhouse.internal.pg;

import org.jspecify.annotations.NullMarked;
