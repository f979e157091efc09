/** Tests of routes and access. */
@NullMarked
package dev.tain.server.internal.http;

import org.jspecify.annotations.NullMarked;
