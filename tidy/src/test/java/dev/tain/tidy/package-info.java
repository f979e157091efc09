/** Rules about the whole code base, as tests: architecture by compiled classes, tidiness by source text. */
@NullMarked
package dev.tain.tidy;

import org.jspecify.annotations.NullMarked;
