/** Replication slots: looking at them, waiting until they are free, dropping them. */
@NullMarked
package dev.tain.postgres.internal.slot;

import org.jspecify.annotations.NullMarked;
