package dev.vaultgate.router;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.router.route.Wishes;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and in which call.
 *
 * @param key authenticated
 * @param requestId the call's name in headers, logs and the ledger; unique
 * @param cancellation how the call's owner ends it
 * @param strict whether he would rather be refused than have a field left out that a provider
 *     cannot carry
 * @param wishes what he wishes of the way that his call goes
 * @param trace is told what happens on the way
 * @param claim the name that he gave the request, so that it is done once, or null for none
 */
public record Caller(
    ApiKey key,
    String requestId,
    Cancellation cancellation,
    boolean strict,
    Wishes wishes,
    RouteTrace trace,
    @Nullable Claim claim) {

  /** A caller who is content with what can be carried. */
  public Caller(ApiKey key, String requestId, Cancellation cancellation) {
    this(key, requestId, cancellation, false, Wishes.NONE, new RouteTrace(), null);
  }

  /** The same with a name for the request. */
  public Caller claiming(Claim claim) {
    return new Caller(key, requestId, cancellation, strict, wishes, trace, claim);
  }
}
