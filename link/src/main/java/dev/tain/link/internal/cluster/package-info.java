/** What the destination's Kafka cluster says of itself and lets itself be told, through Kafka's public interface. */
@NullMarked
package dev.tain.link.internal.cluster;

import org.jspecify.annotations.NullMarked;
