package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Effort;
import dev.vaultgate.client.Target.ReasoningSizes;
import dev.vaultgate.client.Target.Traits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a request has the model think: by a named level from Gemini 3 on, by a budget before. */
final class ThinkingConfig {

  private ThinkingConfig() {}

  /**
   * The field {@code thinkingConfig} for an effort; null where the model is not known to think.
   * What the model thinks comes with the answer, unless it is asked not to think.
   */
  static @Nullable ObjectNode of(Effort effort, Traits traits) {
    ObjectNode config = Json.object();
    if (traits.reasoning().contains("level")) {
      config.put("thinkingLevel", level(effort, traits.sizes()));
    } else if (traits.reasoning().contains("budget_tokens")) {
      config.put("thinkingBudget", budget(effort, traits.sizes()));
    } else {
      return null;
    }
    if (effort != Effort.NONE) {
      config.put("includeThoughts", true);
    }
    return config;
  }

  /** No level is none: the weakest that the model has is the nearest. */
  private static String level(Effort effort, ReasoningSizes sizes) {
    boolean isUnknown = sizes.efforts().isEmpty();
    Effort wanted = isUnknown && effort.compareTo(Effort.LOW) < 0 ? Effort.LOW : effort;
    return wanted.among(isUnknown ? List.of("low", "medium", "high") : sizes.efforts());
  }

  /** A model without a switch cannot be told not to think: it gets the smallest budget. */
  private static int budget(Effort effort, ReasoningSizes sizes) {
    int min = sizes.minTokens() == null ? 0 : sizes.minTokens();
    int max = sizes.maxTokens() == null ? Integer.MAX_VALUE : sizes.maxTokens();
    if (effort == Effort.NONE && sizes.toggle()) {
      return 0;
    }
    return Math.max(min, Math.min(max, effort.budgetTokens()));
  }
}
