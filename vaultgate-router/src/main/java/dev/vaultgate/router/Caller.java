package dev.vaultgate.router;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.router.route.Wishes;

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
 */
public record Caller(
    ApiKey key,
    String requestId,
    Cancellation cancellation,
    boolean strict,
    Wishes wishes,
    RouteTrace trace) {

  /** A caller who is content with what can be carried. */
  public Caller(ApiKey key, String requestId, Cancellation cancellation) {
    this(key, requestId, cancellation, false, Wishes.NONE, new RouteTrace());
  }
}
