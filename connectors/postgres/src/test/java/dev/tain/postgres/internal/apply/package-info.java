@NullMarked
package dev.tain.postgres.internal.apply;

import org.jspecify.annotations.NullMarked;
