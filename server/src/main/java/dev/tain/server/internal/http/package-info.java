/** Requests, routes, access and limits, without a web framework; {@code JavalinBinding} binds them to a web server. */
@NullMarked
package dev.tain.server.internal.http;

import org.jspecify.annotations.NullMarked;
