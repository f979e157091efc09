/** Reading from source clusters, and the partitions that are written with it. */
@NullMarked
package dev.tain.link.internal.fetch;

import org.jspecify.annotations.NullMarked;
