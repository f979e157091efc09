/** What a person can set: the settings of each part, their readers, and where each value came from. */
@NullMarked
package dev.tain.app.settings;

import org.jspecify.annotations.NullMarked;
