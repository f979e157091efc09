/** The web page: files that are served as they are. All that the page knows it asks the HTTP APIs. */
@NullMarked
package dev.tain.server.internal.page;

import org.jspecify.annotations.NullMarked;
