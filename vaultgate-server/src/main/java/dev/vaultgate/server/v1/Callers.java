package dev.vaultgate.server.v1;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.server.http.Visit;

/** Tells by which key a call is made. Safe for many threads. */
@FunctionalInterface
public interface Callers {

  /**
   * The key whose terms and credit the call goes by.
   *
   * @throws dev.vaultgate.api.VaultGateException when it names none, or one that may not be used
   */
  ApiKey keyOf(Visit visit);
}
