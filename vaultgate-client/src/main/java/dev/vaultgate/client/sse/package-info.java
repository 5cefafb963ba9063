/**
 * Server-sent events, read from bytes: exact under any cut, bounded, and without a string until
 * somebody asks for one.
 */
@NullMarked
package dev.vaultgate.client.sse;

import org.jspecify.annotations.NullMarked;
