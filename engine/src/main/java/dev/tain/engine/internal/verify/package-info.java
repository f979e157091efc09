/** Runs comparisons of mirrors' tables with their copies. */
@NullMarked
package dev.tain.engine.internal.verify;

import org.jspecify.annotations.NullMarked;
