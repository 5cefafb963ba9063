/** The door: HTTP in, a gateway call, HTTP out. */
@NullMarked
package dev.vaultgate.server;

import org.jspecify.annotations.NullMarked;
