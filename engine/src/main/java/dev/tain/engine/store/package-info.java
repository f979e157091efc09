/** What the engine keeps durably, as interfaces; the catalog implements them. */
@NullMarked
package dev.tain.engine.store;

import org.jspecify.annotations.NullMarked;
