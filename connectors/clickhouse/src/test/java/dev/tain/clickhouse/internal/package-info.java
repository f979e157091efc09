@NullMarked
package dev.tain.clickhouse.internal;

import org.jspecify.annotations.NullMarked;
