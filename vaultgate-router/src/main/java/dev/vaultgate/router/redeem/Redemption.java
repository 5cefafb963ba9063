package dev.vaultgate.router.redeem;

import java.time.Instant;

/**
 * That an account has redeemed a code.
 *
 * @param id later ones are larger
 * @param account the account's name
 */
public record Redemption(long id, long accountId, String account, Instant at) {}
