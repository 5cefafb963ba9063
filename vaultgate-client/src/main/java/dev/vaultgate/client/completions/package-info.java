/**
 * OpenAI's older text completions, as a face: a request comes in with a prompt, passes to providers
 * that have the path, and is a chat of one message for all others; answers leave as completions.
 */
@NullMarked
package dev.vaultgate.client.completions;

import org.jspecify.annotations.NullMarked;
