/**
 * The only place that touches a Kafka broker's inside: embedding, the guard against writes, and the log of a
 * partition. A new Kafka release means work here and nowhere else; {@code BrokerSelfTest} refuses to start where it
 * does not fit.
 */
@NullMarked
package dev.tain.link.internal.broker;

import org.jspecify.annotations.NullMarked;
