/** Links as a whole: what is stored about them, and what is done so that it becomes true. */
@NullMarked
package dev.tain.link.internal.control;

import org.jspecify.annotations.NullMarked;
