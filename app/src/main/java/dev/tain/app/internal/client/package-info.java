/** What commands of the command line share that ask a running Tain over HTTP. */
@NullMarked
package dev.tain.app.internal.client;

import org.jspecify.annotations.NullMarked;
