/** The whole of Tain put together: what is wired to what, and a service that can be opened and closed. */
@NullMarked
package dev.tain.app;

import org.jspecify.annotations.NullMarked;
