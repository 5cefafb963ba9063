package dev.vaultgate.client.openai;

import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import java.util.Set;

/** What both ways of writing a request must agree on. */
final class Dialect {

  static final String MAX_TOKENS = "max_tokens";
  static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

  /** The request fields of OpenAI's own reference; for providers that refuse any other. */
  static final Set<String> FIELDS =
      Set.of(
          "model",
          "messages",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "n",
          "stop",
          "seed",
          "presence_penalty",
          "frequency_penalty",
          "logit_bias",
          "logprobs",
          "top_logprobs",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "response_format",
          "reasoning_effort",
          "stream",
          "stream_options",
          "user");

  private Dialect() {}

  /** Whether a target that takes its own fields only takes this one, or has a rule for it. */
  static boolean knows(String field, Target target) {
    return FIELDS.contains(field)
        || target.rules().names(field)
        || target.rules().drops().contains(field)
        || target.rules().dropsWhileReasoning().contains(field);
  }

  /** The only name of the output cap that the target takes, or empty when it takes both. */
  static String capName(Target target) {
    if (target.has(Quirk.MAX_TOKENS_ONLY)) {
      return MAX_TOKENS;
    }
    boolean reasons = target.traits().capabilities().contains("reasoning");
    return target.has(Quirk.MAX_COMPLETION_TOKENS) && reasons ? MAX_COMPLETION_TOKENS : "";
  }

  static String otherCapName(String capName) {
    return capName.equals(MAX_TOKENS) ? MAX_COMPLETION_TOKENS : MAX_TOKENS;
  }
}
