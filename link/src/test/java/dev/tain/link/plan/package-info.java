@NullMarked
package dev.tain.link.plan;

import org.jspecify.annotations.NullMarked;
