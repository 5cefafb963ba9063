package dev.vaultgate.router;

import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;

/**
 * How many tokens a call may well use, from its size alone. By it limits per minute let calls in;
 * what was not used is given back in the end, and what was used beyond it counts then.
 */
final class LikelyTokens {

  /** OpenAI gives this as the usual figure for English. */
  private static final int BYTES_PER_TOKEN = 4;

  /** Of an answer for which the caller names no cap. */
  private static final long ANSWER = 1_024;

  private static final long IMAGE = 1_024;

  private LikelyTokens() {}

  static long of(ChatCall call) {
    ChatFacts facts = call.facts();
    Integer cap = call.outputTokensMax();
    long answer = cap == null ? ANSWER : cap;
    return ofBytes(facts.promptBytes()) + facts.images() * IMAGE + answer * facts.choices();
  }

  static long of(EmbeddingCall call) {
    return ofBytes(call.tokensMax());
  }

  static long of(ImageCall call) {
    return ofBytes(call.request().prompt().length());
  }

  private static long ofBytes(long bytes) {
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }
}
