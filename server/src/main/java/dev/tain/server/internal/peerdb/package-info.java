/**
 * The HTTP API that PeerDB users know, in its spelling: messages as records, one class per family of operations, and
 * the translation to the engine's words. Decisions are in {@code docs/adr/0003-api-compatibility.md}.
 */
@NullMarked
package dev.tain.server.internal.peerdb;

import org.jspecify.annotations.NullMarked;
