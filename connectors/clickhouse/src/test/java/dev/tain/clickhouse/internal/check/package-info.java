@NullMarked
package dev.tain.clickhouse.internal.check;

import org.jspecify.annotations.NullMarked;
