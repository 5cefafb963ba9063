/**
 * Where accounts, keys, the ledger and usage are kept: in memory, or in one SQLite file. Both pass
 * the same contract tests.
 */
@NullMarked
package dev.vaultgate.router.store;

import org.jspecify.annotations.NullMarked;
