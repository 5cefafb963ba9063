package dev.vaultgate.router.alert;

import java.io.IOException;

/** Sends mail. Calls block, for some seconds at most. Safe for many threads. */
@FunctionalInterface
public interface Mailer {

  /**
   * Sends a text to one address.
   *
   * @throws IOException when it is not taken
   */
  void send(String to, String subject, String text) throws IOException;
}
