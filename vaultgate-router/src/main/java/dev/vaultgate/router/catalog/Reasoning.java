package dev.vaultgate.router.catalog;

import dev.vaultgate.client.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model's thinking is switched on and sized. More than one way may be open at once.
 *
 * @param toggle whether it can be switched on and off
 * @param adaptive whether it sizes its thinking by itself when it is told to
 * @param efforts the named efforts that it takes, weakest first; empty when it takes none
 * @param budget the bounds of a budget in tokens; null when it takes none
 */
public record Reasoning(
    boolean toggle, boolean adaptive, List<String> efforts, @Nullable Budget budget) {

  public Reasoning {
    efforts = List.copyOf(efforts);
  }

  /**
   * The bounds of a thinking budget.
   *
   * @param minTokens the smallest budget; null when not known
   * @param maxTokens the largest budget; null when not known
   */
  public record Budget(@Nullable Integer minTokens, @Nullable Integer maxTokens) {

    public Budget {
      if (minTokens != null && maxTokens != null && minTokens > maxTokens) {
        throw new IllegalArgumentException(
            "reasoning.budget: " + minTokens + " to " + maxTokens + " (expected: min before max)");
      }
    }
  }

  /**
   * The ways in which it is asked for, as {@link dev.vaultgate.client.Target.Traits} names them.
   */
  List<String> words(String wire) {
    List<String> words = new ArrayList<>();
    if (budget != null) {
      words.add("budget_tokens");
    }
    if (!efforts.isEmpty()) {
      words.add(wire.equals("gemini") ? "level" : "effort"); // Gemini's thinkingLevel
    }
    if (adaptive) {
      words.add("adaptive");
    }
    return words;
  }

  /** How much of it may be asked for. */
  Target.ReasoningSizes sizes() {
    return new Target.ReasoningSizes(
        toggle,
        efforts,
        budget == null ? null : budget.minTokens(),
        budget == null ? null : budget.maxTokens());
  }
}
