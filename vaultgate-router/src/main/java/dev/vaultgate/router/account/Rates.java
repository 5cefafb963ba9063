package dev.vaultgate.router.account;

/**
 * How fast something may be asked for: 0 everywhere for no limit.
 *
 * @param requestsPerMinute how many calls may begin in any 60 seconds
 * @param tokensPerMinute how many tokens calls may use in any 60 seconds
 * @param concurrencyMax how many calls may run at once
 */
public record Rates(int requestsPerMinute, int tokensPerMinute, int concurrencyMax) {

  public static final Rates UNLIMITED = new Rates(0, 0, 0);

  public Rates {
    check("requests per minute", requestsPerMinute);
    check("tokens per minute", tokensPerMinute);
    check("calls at once", concurrencyMax);
  }

  private static void check(String what, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          what + ": " + limit + " (expected: 1 or more, or 0 for no limit)");
    }
  }

  public Rates withRequestsPerMinute(int requests) {
    return new Rates(requests, tokensPerMinute, concurrencyMax);
  }

  public Rates withTokensPerMinute(int tokens) {
    return new Rates(requestsPerMinute, tokens, concurrencyMax);
  }

  public Rates withConcurrencyMax(int calls) {
    return new Rates(requestsPerMinute, tokensPerMinute, calls);
  }

  public boolean isUnlimited() {
    return equals(UNLIMITED);
  }
}
