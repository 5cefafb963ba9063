package dev.vaultgate.router.account;

import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a key may do, how much and how long.
 *
 * @param models what it may use
 * @param requestsPerMinute 0 for no limit
 * @param concurrencyMax how many calls may run at once; 0 for no limit
 * @param creditCap how much it may spend in all, or null for as much as the account has
 * @param expiresAt when it stops working, or null
 */
public record KeyTerms(
    ModelRule models,
    int requestsPerMinute,
    int concurrencyMax,
    @Nullable Money creditCap,
    @Nullable Instant expiresAt) {

  /** Every model, 60 requests a minute, 20 calls at once, and no end. */
  public static final KeyTerms USUAL = new KeyTerms(ModelRule.ALL, 60, 20, null, null);

  public KeyTerms {
    checkLimit("requests per minute", requestsPerMinute);
    checkLimit("calls at once", concurrencyMax);
    if (creditCap != null && creditCap.isNegative()) {
      throw new IllegalArgumentException("credit cap: " + creditCap + " (expected: $0 or more)");
    }
  }

  public KeyTerms withModels(ModelRule rule) {
    return new KeyTerms(rule, requestsPerMinute, concurrencyMax, creditCap, expiresAt);
  }

  public KeyTerms withRequestsPerMinute(int requests) {
    return new KeyTerms(models, requests, concurrencyMax, creditCap, expiresAt);
  }

  public KeyTerms withConcurrencyMax(int calls) {
    return new KeyTerms(models, requestsPerMinute, calls, creditCap, expiresAt);
  }

  public KeyTerms withCreditCap(@Nullable Money cap) {
    return new KeyTerms(models, requestsPerMinute, concurrencyMax, cap, expiresAt);
  }

  public KeyTerms withExpiry(@Nullable Instant at) {
    return new KeyTerms(models, requestsPerMinute, concurrencyMax, creditCap, at);
  }

  private static void checkLimit(String what, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          what + ": " + limit + " (expected: 1 or more, or 0 for no limit)");
    }
  }
}
