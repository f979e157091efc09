/** Tests of the page's files. */
@NullMarked
package dev.tain.server.internal.page;

import org.jspecify.annotations.NullMarked;
