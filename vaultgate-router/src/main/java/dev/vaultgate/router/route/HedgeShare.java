package dev.vaultgate.router.route;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees to it that no more than a share of a route's calls is hedged: every call saves up a part of
 * a hedge, and a hedge spends a whole one. Safe for many threads.
 */
public final class HedgeShare {

  private static final int WHOLE = 10_000;

  /** What is saved up at most, so that a quiet hour does not pay for a burst. */
  private static final int SAVED_MAX = 10 * WHOLE;

  private final int part;
  private final AtomicInteger saved = new AtomicInteger();

  public HedgeShare(Hedge hedge) {
    this.part = Math.max(1, (int) (hedge.shareMax() * WHOLE));
  }

  /** A call of the route has begun. */
  void call() {
    saved.updateAndGet(before -> Math.min(SAVED_MAX, before + part));
  }

  boolean hasRoom() {
    return saved.get() >= WHOLE;
  }

  /** Spends a hedge, or says that there is none. */
  boolean tryTake() {
    return saved.getAndUpdate(before -> before >= WHOLE ? before - WHOLE : before) >= WHOLE;
  }
}
