package dev.vaultgate.router.account;

/** Whether a key works, and if not, why. A caller learns only that it does not. */
public enum KeyState {
  ACTIVE,
  /** Until it is resumed. */
  PAUSED,
  /** Its project is archived. */
  ARCHIVED,
  EXPIRED,
  /** For ever. */
  REVOKED
}
