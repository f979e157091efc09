/** PostgreSQL as a destination: checks, creates and fills tables, and keeps a mirror's bookkeeping beside them. */
@NullMarked
package dev.tain.postgres.internal.apply;

import org.jspecify.annotations.NullMarked;
