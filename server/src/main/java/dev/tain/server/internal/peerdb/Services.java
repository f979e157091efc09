package dev.tain.server.internal.peerdb;

import dev.tain.engine.AdministrationService;
import dev.tain.engine.HistoryService;
import dev.tain.engine.MirrorService;
import dev.tain.engine.ObservationService;
import dev.tain.engine.PeerService;
import dev.tain.engine.VerificationService;

/** What the operations are about. */
public record Services(
        MirrorService mirrors,
        PeerService peers,
        VerificationService verifications,
        ObservationService observations,
        HistoryService histories,
        AdministrationService administration) {}
