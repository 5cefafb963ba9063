package dev.vaultgate.router.alert;

/** Sends alerts on one way. Calls block, for some seconds at most. Safe for many threads. */
interface AlertSender {

  /** Whether an owner can be reached and wants it. */
  boolean reaches(long owner);

  Result send(Delivery delivery);

  /** What became of it. */
  enum Result {
    SENT,
    /** It may be better later. */
    FAILED,
    /** It is not wanted any more, or will never be taken. */
    HOPELESS
  }
}
