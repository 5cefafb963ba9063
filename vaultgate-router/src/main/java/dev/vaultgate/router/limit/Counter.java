package dev.vaultgate.router.limit;

import dev.vaultgate.router.account.Rates;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a key or project has asked for in the last minute and what it has running, and whether one
 * more call may come. Time is a parameter. Not safe for several threads.
 */
final class Counter {

  /** Nobody knows when a call ends; a second is what a client may wait without asking in vain. */
  private static final Duration WAIT_FOR_A_CALL = Duration.ofSeconds(1);

  private final SlidingWindow requests = new SlidingWindow();
  private final SlidingWindow tokens = new SlidingWindow();
  private int running;

  /**
   * Why a call may not come, or null when it may.
   *
   * @param who what this counts, at the beginning of a sentence
   * @param tokens how many it may use
   */
  @Nullable Refusal refusal(String who, Rates rates, long tokens, long nanoTime) {
    int perMinute = rates.requestsPerMinute();
    if (perMinute > 0) {
      Duration wait = requests.untilFree(perMinute, 1, nanoTime);
      if (!wait.isZero()) {
        return Refusal.rate(who + " limit of " + perMinute + " requests per minute", wait);
      }
    }
    int tokensPerMinute = rates.tokensPerMinute();
    if (tokensPerMinute > 0) {
      Duration wait = this.tokens.untilFree(tokensPerMinute, borrowed(rates, tokens), nanoTime);
      if (!wait.isZero()) {
        return Refusal.rate(who + " limit of " + tokensPerMinute + " tokens per minute", wait);
      }
    }
    return rates.concurrencyMax() > 0 && running >= rates.concurrencyMax()
        ? Refusal.concurrency(
            who + " limit of " + rates.concurrencyMax() + " calls at once", WAIT_FOR_A_CALL)
        : null;
  }

  /** Who wants more than the whole limit gets it when all of it is there. */
  static long borrowed(Rates rates, long tokens) {
    return rates.tokensPerMinute() > 0 ? Math.min(tokens, rates.tokensPerMinute()) : tokens;
  }

  /** A call comes, and borrows so many tokens. */
  void enter(long borrowed, long nanoTime) {
    requests.take(1, nanoTime);
    tokens.take(borrowed, nanoTime);
    running++;
  }

  /**
   * A call has ended, and what it borrowed beyond its use is there again. What it used beyond that
   * counts from now on.
   */
  void leave(long borrowed, long used, long enteredNanoTime, long nanoTime) {
    running--;
    if (used < borrowed) {
      tokens.giveBack(borrowed - used, enteredNanoTime, nanoTime);
    } else {
      tokens.take(used - borrowed, nanoTime);
    }
  }

  /** A call that came at that time was refused after all, so that it does not count. */
  void cancel(long borrowed, long enteredNanoTime, long nanoTime) {
    running--;
    requests.giveBack(1, enteredNanoTime, nanoTime);
    tokens.giveBack(borrowed, enteredNanoTime, nanoTime);
  }

  RateState requests(Rates rates, long nanoTime) {
    return rates.requestsPerMinute() == 0
        ? RateState.UNLIMITED
        : requests.state(rates.requestsPerMinute(), nanoTime);
  }

  RateState tokens(Rates rates, long nanoTime) {
    return rates.tokensPerMinute() == 0
        ? RateState.UNLIMITED
        : tokens.state(rates.tokensPerMinute(), nanoTime);
  }

  /** Whether nothing would be lost by forgetting this. */
  boolean isIdle(long nanoTime) {
    return running == 0 && requests.isEmpty(nanoTime) && tokens.isEmpty(nanoTime);
  }
}
