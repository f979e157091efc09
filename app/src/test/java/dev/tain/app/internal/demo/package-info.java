@NullMarked
package dev.tain.app.internal.demo;

import org.jspecify.annotations.NullMarked;
