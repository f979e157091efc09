/** Tests of what decides about links. */
@NullMarked
package dev.tain.link.internal.control;

import org.jspecify.annotations.NullMarked;
