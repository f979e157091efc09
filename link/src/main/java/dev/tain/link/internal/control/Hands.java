package dev.tain.link.internal.control;

import dev.tain.link.ClusterServices;

/** Who does what people ask of links. */
record Hands(Turns turns, MirrorMaking making, ClusterServices cluster, RestoreWishes restores) {}
