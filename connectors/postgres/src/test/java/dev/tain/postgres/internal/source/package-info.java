@NullMarked
package dev.tain.postgres.internal.source;

import org.jspecify.annotations.NullMarked;
