@NullMarked
package dev.tain.postgres.internal.setup;

import org.jspecify.annotations.NullMarked;
