/** Kafka links: mirror topics with the source's bytes and offsets. What the API and the wiring see of them. */
@NullMarked
package dev.tain.link;

import org.jspecify.annotations.NullMarked;
