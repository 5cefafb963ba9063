package dev.vaultgate.router;

import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.router.route.Needs;
import org.jspecify.annotations.Nullable;

/** What a route asks about a request. Read from what is indexed already; nothing is parsed anew. */
final class RequestNeeds {

  private static final int BYTES_PER_TOKEN = 4;

  /** No text that somebody wrote has fewer tokens than one for so many bytes. */
  private static final int BYTES_PER_TOKEN_MAX = 12;

  /** What an answer has whose length nobody has bounded, for comparing prices. */
  private static final int OUTPUT_TOKENS_USUAL = 500;

  private RequestNeeds() {}

  static Needs of(ChatCall call) {
    ChatFacts facts = call.facts();
    Integer cap = call.outputTokensMax();
    return new Needs(
        facts.promptBytes() / BYTES_PER_TOKEN,
        facts.promptBytes() / BYTES_PER_TOKEN_MAX,
        cap == null ? OUTPUT_TOKENS_USUAL : Math.min(cap, OUTPUT_TOKENS_USUAL),
        facts.hasTools(),
        facts.images() > 0,
        hasSchema(call));
  }

  private static boolean hasSchema(ChatCall call) {
    JsonIndex json = call.json().orElse(null);
    if (json == null) {
      return false;
    }
    int format = json.member(json.root(), "response_format");
    return format >= 0 && json.textEquals(json.member(format, "type"), "json_schema");
  }

  /** Who the caller's end user is, or null. */
  static @Nullable String user(ChatCall call) {
    JsonIndex json = call.json().orElse(null);
    if (json == null) {
      return call.face().isPresent() ? null : call.request().user();
    }
    return json.textOf(json.root(), "user");
  }
}
