/** Opens links: the one thing that the wiring calls. */
@NullMarked
package dev.tain.link.runtime;

import org.jspecify.annotations.NullMarked;
