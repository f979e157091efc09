/** What source and destination share: connections, error codes, quoting, the description of tables. */
@NullMarked
package dev.tain.postgres.internal;

import org.jspecify.annotations.NullMarked;
