@NullMarked
package dev.tain.engine.core.compare;

import org.jspecify.annotations.NullMarked;
