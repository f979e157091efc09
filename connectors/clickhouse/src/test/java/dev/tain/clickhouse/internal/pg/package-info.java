@NullMarked
package dev.tain.clickhouse.internal.pg;

import org.jspecify.annotations.NullMarked;
