/** Files of the data directory: private ones, and the lock on it. */
@NullMarked
package dev.tain.catalog.internal.file;

import org.jspecify.annotations.NullMarked;
