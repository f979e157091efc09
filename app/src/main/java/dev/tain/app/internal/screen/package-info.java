/** What the demo shows: colours, bars and blocks that are redrawn, or plain lines where the output is no terminal. */
@NullMarked
package dev.tain.app.internal.screen;

import org.jspecify.annotations.NullMarked;
