/** The database underneath: connections, transactions, migrations and failures. */
@NullMarked
package dev.tain.catalog.internal.database;

import org.jspecify.annotations.NullMarked;
