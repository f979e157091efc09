package dev.tain.postgres.internal.stream;

import dev.tain.model.TableSchema;

/** Finds out what the stream's relations are made of. */
@FunctionalInterface
interface RelationResolver {
    /** The relation's columns as its rows have them, one for each column of the message, in its order. */
    TableSchema resolve(RelationMessage relation);
}
