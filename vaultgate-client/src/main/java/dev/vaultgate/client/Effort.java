package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How hard a model shall think, in OpenAI's words, weakest first. Dialects that size thinking in
 * tokens get a budget. The budgets are a convention among gateways, not any vendor's figures.
 */
public enum Effort {
  NONE(0),
  MINIMAL(1024),
  LOW(1024),
  MEDIUM(8192),
  HIGH(16_384),
  XHIGH(32_768),
  MAX(32_768);

  private final int budgetTokens;

  Effort(int budgetTokens) {
    this.budgetTokens = budgetTokens;
  }

  /** Reads the value of {@code reasoning_effort}. */
  public static Effort parse(String word) {
    return find(word)
        .orElseThrow(
            () ->
                InvalidRequestException.value(
                    "reasoning_effort", word, "none, minimal, low, medium, high, xhigh or max"));
  }

  /** The effort of this word; empty for a word that is not OpenAI's. */
  public static Optional<Effort> find(String word) {
    for (Effort effort : values()) {
      if (effort.word().equals(word)) {
        return Optional.of(effort);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many tokens of thinking stand for it. */
  public int budgetTokens() {
    return budgetTokens;
  }

  /**
   * The word among those that a model takes: the same, or the next stronger one, or the strongest.
   *
   * @param offered weakest first; where none is known, the word itself
   */
  public String among(List<String> offered) {
    String chosen = word();
    for (String word : offered) {
      chosen = word;
      if (isMetBy(word)) {
        break;
      }
    }
    return chosen;
  }

  /** Whether a word is as strong; one that is not OpenAI's is taken for the strongest. */
  private boolean isMetBy(String word) {
    for (Effort effort : values()) {
      if (effort.word().equals(word)) {
        return effort.compareTo(this) >= 0;
      }
    }
    return true;
  }
}
