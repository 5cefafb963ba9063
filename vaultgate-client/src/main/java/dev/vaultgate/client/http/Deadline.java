package dev.vaultgate.client.http;

/**
 * A point in time at which something is ended, watched by a {@link DeadlineWatch}. One thread moves
 * it, the watch looks at it.
 */
final class Deadline {

  private final Runnable onExpiry;
  private volatile long nanoTime;
  private volatile boolean expired;

  Deadline(long nanoTime, Runnable onExpiry) {
    this.nanoTime = nanoTime;
    this.onExpiry = onExpiry;
  }

  void moveTo(long nanoTime) {
    this.nanoTime = nanoTime;
  }

  boolean isExpired() {
    return expired;
  }

  /** Ends the thing if its time has come; true when it has. */
  boolean check(long now) {
    if (now - nanoTime < 0) {
      return false;
    }
    expired = true;
    onExpiry.run();
    return true;
  }
}
