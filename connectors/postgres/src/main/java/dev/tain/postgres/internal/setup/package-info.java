/** What a mirror needs at its source: everything that could be in the way, and the publication. */
@NullMarked
package dev.tain.postgres.internal.setup;

import org.jspecify.annotations.NullMarked;
