@NullMarked
package dev.tain.link.internal.broker;

import org.jspecify.annotations.NullMarked;
