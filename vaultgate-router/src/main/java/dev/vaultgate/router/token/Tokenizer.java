package dev.vaultgate.router.token;

/** Counts the tokens of texts. Safe for many threads. */
public interface Tokenizer {

  /** How many tokens a text has; zero for an empty one. */
  long count(String text);

  /** Whether the count is the model's own, and not an estimate. */
  boolean isExact();
}
