/** Directories that are gone afterwards. */
@NullMarked
package dev.tain.app.internal.file;

import org.jspecify.annotations.NullMarked;
