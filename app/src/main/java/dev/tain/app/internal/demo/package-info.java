/** {@code tain demo}: a shop's database, its live mirror, and the proof that both are equal. */
@NullMarked
package dev.tain.app.internal.demo;

import org.jspecify.annotations.NullMarked;
