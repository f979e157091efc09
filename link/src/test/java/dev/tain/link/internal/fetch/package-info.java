@NullMarked
package dev.tain.link.internal.fetch;

import org.jspecify.annotations.NullMarked;
