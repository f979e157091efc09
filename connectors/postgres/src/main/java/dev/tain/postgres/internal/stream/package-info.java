/**
 * Committed changes as they come out of the log. The path of one change: {@link
 * dev.tain.postgres.internal.stream.ReplicationFeed} takes a message off the wire, {@link
 * dev.tain.postgres.internal.stream.PgOutputDecoder} follows transactions and tells relations apart, {@link
 * dev.tain.postgres.internal.stream.RowDecoder} writes the row's bytes into the batch.
 */
@NullMarked
package dev.tain.postgres.internal.stream;

import org.jspecify.annotations.NullMarked;
