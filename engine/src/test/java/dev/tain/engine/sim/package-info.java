/** A source, a destination and stores in memory, and the means to drive the engine over them by chance. */
@NullMarked
package dev.tain.engine.sim;

import org.jspecify.annotations.NullMarked;
