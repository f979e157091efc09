/** Measured speed: programs that print numbers, started by {@code ./dev bench NAME}. */
@NullMarked
package dev.tain.bench;

import org.jspecify.annotations.NullMarked;
