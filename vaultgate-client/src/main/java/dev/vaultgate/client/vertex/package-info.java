/**
 * Vertex AI: the addresses of Google's cloud around the dialects of the publishers whose models it
 * serves. What the dialects are is theirs; here is which one a model speaks, and where.
 */
@NullMarked
package dev.vaultgate.client.vertex;

import org.jspecify.annotations.NullMarked;
