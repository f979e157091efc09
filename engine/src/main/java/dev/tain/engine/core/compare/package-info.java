/** Finds what differs between a table and its copy while both change; has no clock, thread or connection of its own. */
@NullMarked
package dev.tain.engine.core.compare;

import org.jspecify.annotations.NullMarked;
