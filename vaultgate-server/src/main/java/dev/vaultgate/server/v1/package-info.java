/**
 * The public API below {@code /v1}: who asks, what for, and the answer in the words of the OpenAI
 * API. Requests enter as visits, leave as calls of a {@link dev.vaultgate.server.v1.Desk}, and its
 * answers leave as JSON or events. Nothing is decided here.
 */
@NullMarked
package dev.vaultgate.server.v1;

import org.jspecify.annotations.NullMarked;
