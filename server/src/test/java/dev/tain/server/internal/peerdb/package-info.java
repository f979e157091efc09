/** Tests of the published API's parts. */
@NullMarked
package dev.tain.server.internal.peerdb;

import org.jspecify.annotations.NullMarked;
