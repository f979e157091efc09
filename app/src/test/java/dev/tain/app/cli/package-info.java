@NullMarked
package dev.tain.app.cli;

import org.jspecify.annotations.NullMarked;
