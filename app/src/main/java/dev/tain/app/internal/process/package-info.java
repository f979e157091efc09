/** How the process is asked to stop. */
@NullMarked
package dev.tain.app.internal.process;

import org.jspecify.annotations.NullMarked;
