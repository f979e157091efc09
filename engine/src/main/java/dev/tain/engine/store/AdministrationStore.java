package dev.tain.engine.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags, settings of the API, and maintenance. */
public interface AdministrationStore {
    /** None for a mirror that does not exist. */
    Map<String, String> tags(String mirror);

    /** Replaces all tags of a mirror; they go with it. */
    void tag(String mirror, Map<String, String> tags);

    Map<String, String> settings();

    /** @param value empty to remove it */
    void set(String name, Optional<String> value);

    /** Whether mirrors may not be changed now. */
    boolean isClosed();

    void close(boolean closed);

    /** Mirrors that were paused for maintenance, sorted; those that are gone are left out. */
    List<String> held();

    void hold(String mirror);

    void release(String mirror);
}
