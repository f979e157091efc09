/** Talking to a server over HTTP. */
@NullMarked
package dev.tain.clickhouse.internal.http;

import org.jspecify.annotations.NullMarked;
