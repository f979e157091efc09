package dev.tain.engine.internal;

import dev.tain.connector.Destination;
import dev.tain.connector.Source;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.store.Stores;
import java.time.Clock;

/** What every part of a running mirror needs to know. */
record MirrorContext(
        String mirror,
        long epoch,
        Source source,
        Destination destination,
        Stores stores,
        EngineSettings settings,
        MirrorLog log,
        Clock clock) {}
