@NullMarked
package dev.tain.clickhouse.internal.apply;

import org.jspecify.annotations.NullMarked;
