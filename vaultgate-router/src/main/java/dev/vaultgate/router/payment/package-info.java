/**
 * Credit for money: packs, orders, and the payment providers that take the money. A wish to buy
 * comes in and the address of a checkout leaves; later a notice of the provider comes in, and the
 * ledger is credited once, by what our own order says.
 */
@NullMarked
package dev.vaultgate.router.payment;

import org.jspecify.annotations.NullMarked;
