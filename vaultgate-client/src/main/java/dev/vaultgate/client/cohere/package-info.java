/**
 * Cohere's own dialect, version 2 of its API: requests that are near to OpenAI's, answers and
 * events that are not. Plans before tool calls and citations travel beside the text.
 */
@NullMarked
package dev.vaultgate.client.cohere;

import org.jspecify.annotations.NullMarked;
