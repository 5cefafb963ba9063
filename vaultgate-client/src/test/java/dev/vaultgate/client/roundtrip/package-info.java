/**
 * Holds the wires to losing exactly what they tell: a random request in OpenAI's form is encoded,
 * read back by a reader of the dialect that knows nothing of the encoder, and compared.
 */
@NullMarked
package dev.vaultgate.client.roundtrip;

import org.jspecify.annotations.NullMarked;
