package dev.tain.engine.store;

/** All that the engine keeps durably. */
public record Stores(
        PeerStore peers,
        MirrorStore mirrors,
        LeaseStore leases,
        ProgressStore progress,
        HistoryStore history,
        VerificationStore verifications,
        StopStore stops,
        SlotSampleStore slotSamples,
        AdministrationStore administration) {}
