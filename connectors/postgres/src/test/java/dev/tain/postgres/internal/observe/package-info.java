@NullMarked
package dev.tain.postgres.internal.observe;

import org.jspecify.annotations.NullMarked;
