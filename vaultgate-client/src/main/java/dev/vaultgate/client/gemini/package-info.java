/**
 * Google's generateContent dialect: a chat request enters and leaves as a GenerateContentRequest;
 * answers, whole or in pieces, come back as the values of the OpenAI dialect. The signatures of
 * thoughts travel with the tool calls that they belong to.
 */
@NullMarked
package dev.vaultgate.client.gemini;

import org.jspecify.annotations.NullMarked;
