@NullMarked
package dev.tain.link.runtime;

import org.jspecify.annotations.NullMarked;
