package dev.tain.model;

/**
 * What the user asked for one column of a table mapping. Texts are empty and numbers 0 where nothing was asked.
 *
 * @param destinationName the column's name at the destination
 * @param destinationType the column's type at the destination, in its spelling
 * @param ordering rank in the destination's ordering key, from 1
 * @param partitioning rank in the destination's partition key, from 1
 */
public record ColumnMapping(
        String sourceName,
        String destinationName,
        String destinationType,
        int ordering,
        int partitioning,
        boolean nullable) {}
