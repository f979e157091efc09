/** {@code tain demo links}: two Kafka clusters, a link between them, a group that moves, and the proof. */
@NullMarked
package dev.tain.app.internal.linkdemo;

import org.jspecify.annotations.NullMarked;
