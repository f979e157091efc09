package dev.tain.engine.internal;

import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorConfig.StreamOptions;
import dev.tain.model.TableMapping;
import java.util.Collection;
import java.util.List;

/** Names what a mirror reads at its source. */
final class StreamSpecs {
    /** Before the mirror's name, for the slot and the publication that Tain makes. */
    static final String PREFIX = "tain_";

    private StreamSpecs() {}

    static StreamSpec of(MirrorConfig config) {
        return of(config, config.tables());
    }

    /** @param published the tables that are there to be published */
    static StreamSpec of(MirrorConfig config, Collection<TableMapping> published) {
        StreamOptions stream = config.stream();
        boolean ownsSlot = stream.slot().isEmpty();
        boolean ownsPublication = stream.publication().isEmpty();
        return new StreamSpec(
                ownsSlot ? PREFIX + config.name() : stream.slot(),
                ownsSlot,
                ownsPublication ? PREFIX + config.name() : stream.publication(),
                ownsPublication,
                tables(published));
    }

    static List<SourceTable> tables(Collection<TableMapping> mappings) {
        return mappings.stream()
                .map(mapping -> new SourceTable(mapping.source(), mapping.excluded()))
                .toList();
    }
}
