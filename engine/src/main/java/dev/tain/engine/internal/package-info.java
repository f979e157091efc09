/** The thin runner around the pure core: threads, connections and the order of things. */
@NullMarked
package dev.tain.engine.internal;

import org.jspecify.annotations.NullMarked;
