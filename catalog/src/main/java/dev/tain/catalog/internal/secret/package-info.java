/** Secrets at rest: the key ring, and sealing with it. */
@NullMarked
package dev.tain.catalog.internal.secret;

import org.jspecify.annotations.NullMarked;
