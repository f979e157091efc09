package dev.tain.server;

import dev.tain.engine.MirrorService;
import dev.tain.engine.PeerService;

/** What the API is about. */
public record ApiServices(MirrorService mirrors, PeerService peers) {}
