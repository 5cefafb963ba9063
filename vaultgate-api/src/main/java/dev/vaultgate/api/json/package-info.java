/**
 * The OpenAI dialect in JSON, which is VaultGate's own: trees in, values out, and back. Requests
 * are read strictly, with errors that name the field; what providers answer is read leniently.
 * Nothing here does I/O.
 */
@NullMarked
package dev.vaultgate.api.json;

import org.jspecify.annotations.NullMarked;
