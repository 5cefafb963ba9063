package dev.vaultgate.router.payment;

import java.util.Locale;

/** How far an order has come. One that is paid stays so; what is refunded is told beside it. */
public enum OrderState {
  OPEN,
  PAID,
  /** Its checkout is over and was not paid. A payment that comes all the same is credited. */
  EXPIRED;

  /** As it is stored and shown: {@code paid}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of a word. */
  public static OrderState parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
