@NullMarked
package dev.tain.clickhouse.internal.http;

import org.jspecify.annotations.NullMarked;
