/** Real servers, faults, waiting and comparison for tests. */
@NullMarked
package dev.tain.testkit;

import org.jspecify.annotations.NullMarked;
