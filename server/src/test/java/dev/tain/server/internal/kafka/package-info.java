/** Tests of the API about Kafka links. */
@NullMarked
package dev.tain.server.internal.kafka;

import org.jspecify.annotations.NullMarked;
