/** Looks into a database on a person's behalf. */
@NullMarked
package dev.tain.postgres.internal.observe;

import org.jspecify.annotations.NullMarked;
