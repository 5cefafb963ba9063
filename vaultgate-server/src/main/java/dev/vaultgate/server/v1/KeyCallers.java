package dev.vaultgate.server.v1;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.server.http.Visit;

/** Applications, which send a key's secret. Wrong ones are counted by address. */
final class KeyCallers implements Callers {

  private final Desk desk;
  private final WrongKeys wrongKeys = new WrongKeys();

  KeyCallers(Desk desk) {
    this.desk = desk;
  }

  @Override
  public ApiKey keyOf(Visit visit) {
    String secret = KeyHeader.secret(visit.headers());
    try {
      return desk.authenticate(secret);
    } catch (AuthenticationException e) {
      wrongKeys.count(visit.address());
      throw e;
    }
  }
}
