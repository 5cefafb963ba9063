/**
 * The running server against recorded traffic of real providers. What enters is a recording; what
 * leaves is a verdict on the answer that a caller got, on the request that the provider got, and on
 * what was put down as used.
 */
@NullMarked
package dev.vaultgate.server.recordings;

import org.jspecify.annotations.NullMarked;
