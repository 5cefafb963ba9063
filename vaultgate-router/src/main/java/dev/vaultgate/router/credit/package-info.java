/**
 * Money: exact amounts, what a call costs, and the ledger that holds credit before a provider is
 * asked and settles it once afterwards. Prices and usage come in, settlements come out.
 */
@NullMarked
package dev.vaultgate.router.credit;

import org.jspecify.annotations.NullMarked;
