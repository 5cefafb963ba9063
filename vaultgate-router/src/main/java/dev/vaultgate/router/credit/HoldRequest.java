package dev.vaultgate.router.credit;

import dev.vaultgate.router.idempotency.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Credit and tokens that a call asks for.
 *
 * @param requestId the call's name in headers and logs; need not be unique
 * @param model the public model
 * @param payer who the call is charged to
 * @param amount how much credit, zero or more
 * @param tokens how many tokens, zero or more
 * @param claim the name that the caller gave the request, or null for none
 */
public record HoldRequest(
    String requestId, String model, Payer payer, Money amount, long tokens, @Nullable Claim claim) {

  /** For a request without a name. */
  public HoldRequest(String requestId, String model, Payer payer, Money amount, long tokens) {
    this(requestId, model, payer, amount, tokens, null);
  }

  public HoldRequest {
    if (amount.isNegative()) {
      throw new IllegalArgumentException("hold: " + amount + " (expected: $0 or more)");
    }
    if (tokens < 0) {
      throw new IllegalArgumentException("hold: " + tokens + " tokens (expected: 0 or more)");
    }
  }

  /** Whether there is nothing to hold: nothing is charged, and nothing counted. */
  public boolean isNothing() {
    return payer.isNobody();
  }
}
