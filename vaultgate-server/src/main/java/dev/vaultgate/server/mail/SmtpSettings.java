package dev.vaultgate.server.mail;

import org.jspecify.annotations.Nullable;

/**
 * The operator's mail server.
 *
 * @param security how the way to it is secured
 * @param user who lets us in, or null where nobody needs to
 * @param password null with the user
 * @param from the sender's address, with or without a name: {@code VaultGate <vg@example.com>}
 */
public record SmtpSettings(
    String host,
    int port,
    Security security,
    @Nullable String user,
    @Nullable String password,
    String from) {

  /** How the way to a mail server is secured. */
  public enum Security {
    /** From the second word on; a server that cannot is not spoken to. */
    STARTTLS,
    /** From the first byte on. */
    TLS,
    /** Not at all: for one on the same machine. */
    NONE
  }

  @Override
  public String toString() {
    return "SmtpSettings[" + host + ":" + port + "]";
  }
}
