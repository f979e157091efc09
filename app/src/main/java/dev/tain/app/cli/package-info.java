/** The command line: {@code main}, and one class for each command. */
@NullMarked
package dev.tain.app.cli;

import org.jspecify.annotations.NullMarked;
