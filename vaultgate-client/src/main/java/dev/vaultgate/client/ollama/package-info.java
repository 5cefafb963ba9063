/**
 * Ollama's own dialect, {@code /api/chat}: a chat request enters and leaves with its settings as
 * options and its tool calls as objects; answers come back from one object, or from one a line.
 */
@NullMarked
package dev.vaultgate.client.ollama;

import org.jspecify.annotations.NullMarked;
