/** Runs mirrors: what a person may ask of them, and the stores and connectors that they need. */
@NullMarked
package dev.tain.engine;

import org.jspecify.annotations.NullMarked;
