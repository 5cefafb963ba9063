package dev.vaultgate.client;

import org.jspecify.annotations.Nullable;

/**
 * The wish of a call's owner to end it, from any thread, at any time. What runs for the call sets
 * the way to end it; a wish that came before is carried out at once.
 */
public final class Cancellation {

  private boolean cancelled;
  private @Nullable Runnable way;

  /** Ends what runs now and whatever would run later. Doing it again changes nothing. */
  public void cancel() {
    Runnable end;
    synchronized (this) {
      cancelled = true;
      end = way;
      way = null;
    }
    if (end != null) {
      end.run();
    }
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Says how to end what runs from now on; replaces what was said before. */
  public void onCancel(Runnable way) {
    synchronized (this) {
      if (!cancelled) {
        this.way = way;
        return;
      }
    }
    way.run();
  }
}
