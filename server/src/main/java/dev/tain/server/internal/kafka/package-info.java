/**
 * The HTTP API that users of Confluent's Cluster Linking know, in its spelling: messages as records, one class per
 * family of operations, and the translation to the words of {@link dev.tain.link}. Decisions are in
 * {@code docs/adr/0009-kafka-links-api.md}.
 */
@NullMarked
package dev.tain.server.internal.kafka;

import org.jspecify.annotations.NullMarked;
