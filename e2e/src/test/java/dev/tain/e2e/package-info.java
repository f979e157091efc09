/** The whole app through HTTP on real servers, as a user has it. */
@NullMarked
package dev.tain.e2e;

import org.jspecify.annotations.NullMarked;
