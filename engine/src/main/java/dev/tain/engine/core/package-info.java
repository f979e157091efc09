/**
 * The engine's decisions, pure: no clock, thread, random or I/O. Times come in as numbers, so that a simulation can run
 * them on any schedule.
 */
@NullMarked
package dev.tain.engine.core;

import org.jspecify.annotations.NullMarked;
