/** What all parts of the connector share. */
@NullMarked
package dev.tain.clickhouse.internal;

import org.jspecify.annotations.NullMarked;
