package dev.vaultgate.router.route;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many further attempts all calls together may have running, so that retries cannot multiply an
 * outage: a share of the calls that wait for an answer, and a few in any case. One for the whole
 * process. Safe for many threads.
 */
public final class RetryBudget {

  private static final int FEW = 3;
  private static final int SHARE = 5;

  private final LongAdder calls = new LongAdder();
  private final AtomicInteger further = new AtomicInteger();

  /** A call begins to look for an answer. */
  void begin() {
    calls.increment();
  }

  /** It has one, or has given up. */
  void end() {
    calls.decrement();
  }

  /** Whether one more attempt would be within the budget. */
  boolean hasRoom() {
    return further.get() < max();
  }

  /** Takes one further attempt, or says that there is none. */
  boolean tryTake() {
    if (further.incrementAndGet() > max()) {
      further.decrementAndGet();
      return false;
    }
    return true;
  }

  void giveBack() {
    further.decrementAndGet();
  }

  /** How many further attempts run. */
  public int further() {
    return further.get();
  }

  private long max() {
    return Math.max(FEW, calls.sum() / SHARE);
  }
}
