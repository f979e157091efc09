@NullMarked
package dev.tain.postgres.internal.stream;

import org.jspecify.annotations.NullMarked;
