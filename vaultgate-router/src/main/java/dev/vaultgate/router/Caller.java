package dev.vaultgate.router;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.router.account.ApiKey;

/**
 * Who asks, and in which call.
 *
 * @param key authenticated
 * @param requestId the call's name in headers, logs and the ledger; unique
 * @param cancellation how the call's owner ends it
 */
public record Caller(ApiKey key, String requestId, Cancellation cancellation) {}
