/** A real PostgreSQL server as a child process, for the demo and for tests: nothing to install, nothing left behind. */
@NullMarked
package dev.tain.embedded;

import org.jspecify.annotations.NullMarked;
