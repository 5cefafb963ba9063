/**
 * Telling people what they should know before it hurts: a budget that is nearly used, a balance
 * that is low, a provider that refuses the operator's key. What happened comes in; each alert
 * leaves once, to an inbox, and by webhook or mail where that is wished.
 */
@NullMarked
package dev.vaultgate.router.alert;

import org.jspecify.annotations.NullMarked;
