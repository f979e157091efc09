/** ClickHouse as a destination. */
@NullMarked
package dev.tain.clickhouse;

import org.jspecify.annotations.NullMarked;
