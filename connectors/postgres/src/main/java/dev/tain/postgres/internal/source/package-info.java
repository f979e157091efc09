/** The source's public face inside this module, over the packages that do the work. */
@NullMarked
package dev.tain.postgres.internal.source;

import org.jspecify.annotations.NullMarked;
