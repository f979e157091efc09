/** The engine of one process, to be started and closed. */
@NullMarked
package dev.tain.engine.runtime;

import org.jspecify.annotations.NullMarked;
