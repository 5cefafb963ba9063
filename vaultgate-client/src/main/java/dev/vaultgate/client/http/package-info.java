/**
 * The {@link dev.vaultgate.client.Transport}, written once for all wires, on plain sockets and on
 * OkHttp: requests out, answers in, with bounded bodies, timers that run outside the read, and
 * cancellation that reaches the provider's socket.
 */
@NullMarked
package dev.vaultgate.client.http;

import org.jspecify.annotations.NullMarked;
