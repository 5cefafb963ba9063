/**
 * Payments by Stripe Checkout, over its HTTP API. Orders come in and the addresses of checkout
 * sessions leave; signed events come in and notices leave.
 */
@NullMarked
package dev.vaultgate.router.payment.stripe;

import org.jspecify.annotations.NullMarked;
