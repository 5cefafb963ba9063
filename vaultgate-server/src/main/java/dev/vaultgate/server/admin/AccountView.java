package dev.vaultgate.server.admin;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Balance;
import java.time.Instant;

/**
 * An account as administrators see it.
 *
 * @param name unique
 * @param unlimited whether its calls need no credit
 * @param balance how it stands
 * @param createdAt when it was made
 */
public record AccountView(String name, boolean unlimited, Balance balance, Instant createdAt) {

  static AccountView of(Account account, Balance balance) {
    return new AccountView(account.name(), account.unlimited(), balance, account.createdAt());
  }
}
