/**
 * Who may ask: accounts, and the keys by which their applications are known. A key's secret is
 * shown once and stored as a hash.
 */
@NullMarked
package dev.vaultgate.router.account;

import org.jspecify.annotations.NullMarked;
