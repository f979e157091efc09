package dev.tain.connector;

import java.util.List;

/**
 * What a look at a peer found.
 *
 * @param version the server's version, as it says it
 * @param notes sentences that a person should know and that stop nothing
 */
public record PeerReport(String version, List<String> notes) {
    public PeerReport {
        notes = List.copyOf(notes);
    }
}
