package dev.tain.connector;

/**
 * What of one column's values arrives at the destination.
 *
 * @param sourceType as the source spells it
 * @param destinationType as the destination spells it; empty when there is none that could be told
 * @param loss what may not arrive, or why nothing does, as words without a full stop; empty when everything does
 */
public record ColumnContract(
        String source, String sourceType, String destination, String destinationType, Fidelity fidelity, String loss) {
    /** How much of the values arrives. */
    public enum Fidelity {
        LOSSLESS,
        LOSSY,
        /** The column cannot be carried as the mapping has it; the mirror cannot be created like this. */
        REFUSED
    }
}
