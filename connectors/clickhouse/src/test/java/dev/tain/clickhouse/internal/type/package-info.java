@NullMarked
package dev.tain.clickhouse.internal.type;

import org.jspecify.annotations.NullMarked;
