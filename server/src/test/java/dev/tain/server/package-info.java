/** Tests of the HTTP APIs over services kept in memory. */
@NullMarked
package dev.tain.server;

import org.jspecify.annotations.NullMarked;
