package dev.vaultgate.server.v1;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.server.http.Visit;

/** Applications, which send a key's secret. */
final class KeyCallers implements Callers {

  private final Desk desk;

  KeyCallers(Desk desk) {
    this.desk = desk;
  }

  @Override
  public ApiKey keyOf(Visit visit) {
    return desk.authenticate(KeyHeader.secret(visit.headers()), visit.origin());
  }
}
