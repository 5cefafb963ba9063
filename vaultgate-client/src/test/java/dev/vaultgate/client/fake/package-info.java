/**
 * A provider for tests, on a real socket: it speaks the dialects that the wires speak, plays one
 * answer for each request, as well or as badly as a test wants, and notes what it was asked, what
 * it sent, and when it saw its caller leave. Not for production; it is in the test jar of this
 * module.
 */
@NullMarked
package dev.vaultgate.client.fake;

import org.jspecify.annotations.NullMarked;
