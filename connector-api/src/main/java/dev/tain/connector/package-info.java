/** What a connector implements: the two roles of an outside system, source and destination. */
@NullMarked
package dev.tain.connector;

import org.jspecify.annotations.NullMarked;
