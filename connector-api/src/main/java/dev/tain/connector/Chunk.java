package dev.tain.connector;

import dev.tain.model.TableName;

/**
 * A bounded part of a table, read and written as one. Durable: a chunk planned before a restart can be read after it.
 *
 * @param id unique within the table; a later plan with other ranges uses other ids
 * @param range which rows, in the source connector's own terms
 * @param estimatedRows about how many
 */
public record Chunk(TableName table, String id, String range, long estimatedRows) {}
