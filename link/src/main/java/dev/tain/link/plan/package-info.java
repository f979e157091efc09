/**
 * What links decide, without clock, thread, chance or I/O: states, checks, sessions, what follows from what is
 * seen.
 */
@NullMarked
package dev.tain.link.plan;

import org.jspecify.annotations.NullMarked;
