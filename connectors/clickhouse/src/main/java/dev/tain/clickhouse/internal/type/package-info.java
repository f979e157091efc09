/** Values of PostgreSQL types in ClickHouse's binary row format. */
@NullMarked
package dev.tain.clickhouse.internal.type;

import org.jspecify.annotations.NullMarked;
