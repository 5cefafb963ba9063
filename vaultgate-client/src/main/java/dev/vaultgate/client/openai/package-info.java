/**
 * The OpenAI dialect: chat completions and images, spoken by most providers and by VaultGate
 * itself. Requests of callers pass through it as bytes with few fields replaced ({@link
 * dev.vaultgate.client.Passthrough}); requests from Java code are written out. A test holds both
 * ways to one meaning.
 */
@NullMarked
package dev.vaultgate.client.openai;

import org.jspecify.annotations.NullMarked;
