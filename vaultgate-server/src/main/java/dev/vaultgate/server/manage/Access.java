package dev.vaultgate.server.manage;

/** Who may call an operation. */
public enum Access {
  /** Anybody who reaches the server: to sign in, or to be told by a payment provider. */
  PUBLIC(Identity.Role.NOBODY),
  /** Whoever is known: users for what is their own, administrators for everything. */
  USER(Identity.Role.USER),
  /** Administrators. */
  ADMIN(Identity.Role.ADMIN);

  private final Identity.Role least;

  Access(Identity.Role least) {
    this.least = least;
  }

  boolean allows(Identity identity) {
    return identity.role().compareTo(least) >= 0;
  }
}
