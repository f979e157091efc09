@NullMarked
package dev.tain.postgres.internal;

import org.jspecify.annotations.NullMarked;
