/**
 * Codes that are worth credit: made in batches, shown once, redeemed by whoever has them, each
 * account once. Specifications come in; codes with their secrets and redemptions leave.
 */
@NullMarked
package dev.vaultgate.router.redeem;

import org.jspecify.annotations.NullMarked;
