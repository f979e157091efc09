@NullMarked
package dev.tain.postgres.internal.snapshot;

import org.jspecify.annotations.NullMarked;
