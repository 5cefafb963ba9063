package dev.vaultgate.router;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.router.account.ApiKey;

/**
 * Who asks, and in which call.
 *
 * @param key authenticated
 * @param requestId the call's name in headers, logs and the ledger; unique
 * @param cancellation how the call's owner ends it
 * @param strict whether he would rather be refused than have a field left out that a provider
 *     cannot carry
 */
public record Caller(ApiKey key, String requestId, Cancellation cancellation, boolean strict) {

  /** A caller who is content with what can be carried. */
  public Caller(ApiKey key, String requestId, Cancellation cancellation) {
    this(key, requestId, cancellation, false);
  }
}
