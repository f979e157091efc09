/** Sets up logging, from code: a file of its own would have to be found and parsed at each start. */
@NullMarked
package dev.tain.app.internal.log;

import org.jspecify.annotations.NullMarked;
