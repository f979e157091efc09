@NullMarked
package dev.tain.connector;

import org.jspecify.annotations.NullMarked;
