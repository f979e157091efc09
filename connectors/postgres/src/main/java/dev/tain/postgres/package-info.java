/** PostgreSQL as a source and as a destination of mirrors. */
@NullMarked
package dev.tain.postgres;

import org.jspecify.annotations.NullMarked;
