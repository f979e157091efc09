package dev.tain.server;

import dev.tain.engine.AdministrationService;
import dev.tain.engine.HistoryService;
import dev.tain.engine.MirrorService;
import dev.tain.engine.ObservationService;
import dev.tain.engine.PeerService;
import dev.tain.engine.VerificationService;
import dev.tain.link.LinkService;
import java.util.Optional;

/**
 * What the API is about.
 *
 * @param links empty in a process that has nothing to do with Kafka
 */
public record ApiServices(
        MirrorService mirrors,
        PeerService peers,
        VerificationService verifications,
        ObservationService observations,
        HistoryService histories,
        AdministrationService administration,
        Optional<LinkService> links) {}
