/** The HTTP APIs over the engine's services. No business rules; the published APIs' spellings live only below here. */
@NullMarked
package dev.tain.server;

import org.jspecify.annotations.NullMarked;
