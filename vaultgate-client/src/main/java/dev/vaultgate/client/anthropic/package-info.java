/**
 * Anthropic's Messages dialect, which others speak too: a chat request enters and leaves as a
 * Messages request; answers and events come back as the values of the OpenAI dialect. Thinking
 * travels beside the text, with the signatures that the provider wants back.
 */
@NullMarked
package dev.vaultgate.client.anthropic;

import org.jspecify.annotations.NullMarked;
