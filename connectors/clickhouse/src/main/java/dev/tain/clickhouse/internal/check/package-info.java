/** Whether a peer can be used. */
@NullMarked
package dev.tain.clickhouse.internal.check;

import org.jspecify.annotations.NullMarked;
