/** Durable state: implements the engine's stores over an embedded SQLite database or over PostgreSQL. */
@NullMarked
package dev.tain.catalog;

import org.jspecify.annotations.NullMarked;
