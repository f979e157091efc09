package dev.tain.model;

import java.util.List;

/**
 * A type that somebody made in a database, told so that it can be made or compared in another.
 *
 * @param name with its schema, as the system that has it writes it
 * @param definition the statement that makes it; empty when there is none that does
 * @param parts what decides how its values are understood: the labels of an enumeration, attributes of a composite type
 *     with their types, the base type of a domain, the bounds' type of a range
 */
public record UserType(String name, Kind kind, String definition, List<String> parts) {
    /** What it is, as far as it matters to whoever makes it. */
    public enum Kind {
        ENUM,
        DOMAIN,
        COMPOSITE,
        RANGE,
        /** Comes with something else, such as an extension, which is to be made by a person. */
        FOREIGN
    }

    public UserType {
        parts = List.copyOf(parts);
    }

    /** Whether the definition makes it, wherever what it is made of is there. */
    public boolean isMakeable() {
        return kind != Kind.FOREIGN && !definition.isEmpty();
    }
}
