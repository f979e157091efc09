@NullMarked
package dev.tain.app.internal.screen;

import org.jspecify.annotations.NullMarked;
