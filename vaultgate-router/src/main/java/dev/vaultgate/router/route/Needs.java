package dev.vaultgate.router.route;

/**
 * What a request asks of the model that answers it.
 *
 * @param promptTokens about how long the prompt is
 * @param promptTokensMin how long it is at least
 * @param outputTokens about how long the answer will be
 * @param tools whether it offers tools
 * @param vision whether it holds images
 * @param schema whether the answer must follow a schema
 */
public record Needs(
    long promptTokens,
    long promptTokensMin,
    long outputTokens,
    boolean tools,
    boolean vision,
    boolean schema) {

  /** A request of which nothing is known. */
  public static final Needs NONE = new Needs(0, 0, 1, false, false, false);

  /** A plain request of so many tokens. */
  public static Needs ofTokens(long prompt, long output) {
    return new Needs(prompt, prompt, output, false, false, false);
  }
}
