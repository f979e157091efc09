@NullMarked
package dev.tain.app.settings;

import org.jspecify.annotations.NullMarked;
