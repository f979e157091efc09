/** The engine's stores, in SQL. */
@NullMarked
package dev.tain.catalog.internal.store;

import org.jspecify.annotations.NullMarked;
