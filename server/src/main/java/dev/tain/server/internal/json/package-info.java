/** Messages as records, read leniently from JSON and written as the published APIs write them. */
@NullMarked
package dev.tain.server.internal.json;

import org.jspecify.annotations.NullMarked;
