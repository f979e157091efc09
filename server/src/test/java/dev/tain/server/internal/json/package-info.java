/** Tests of reading and writing messages. */
@NullMarked
package dev.tain.server.internal.json;

import org.jspecify.annotations.NullMarked;
