package dev.vaultgate.server.manage;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Whose account a call is about: a user's own, whatever he names; an administrator's own, or the
 * one that he names. To a user any other account looks like one that does not exist.
 */
final class AccountChoice {

  private final KeyStore store;

  AccountChoice(KeyStore store) {
    this.store = store;
  }

  /**
   * The account that is named, or the caller's own.
   *
   * @param name null for his own
   * @throws InvalidRequestException when there is none for him
   */
  Account of(Call call, @Nullable String name) {
    Account account = orAll(call, name);
    if (account != null) {
      return account;
    } else if (call.identity().userId() != null) {
      return call.identity().user().account();
    }
    throw InvalidRequestException.missing("account");
  }

  /**
   * The same, or all accounts, which is null, where an administrator names none.
   *
   * @throws InvalidRequestException when there is none for him
   */
  @Nullable Account orAll(Call call, @Nullable String name) {
    Long owner = call.identity().owner();
    if (name == null) {
      return owner == null ? null : call.identity().user().account();
    }
    return store
        .findAccount(name)
        .filter(account -> owner == null || account.id() == owner)
        .orElseThrow(() -> unknown(name));
  }

  private static InvalidRequestException unknown(String name) {
    return new InvalidRequestException(
        404, "account_not_found", "There is no account " + name + ".", "account");
  }
}
