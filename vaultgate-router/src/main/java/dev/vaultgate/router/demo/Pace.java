package dev.vaultgate.router.demo;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.Cancellation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast an answer comes.
 *
 * @param first the pause before it begins
 * @param word the pause before each further word
 */
record Pace(Duration first, Duration word) {

  static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO);
  static final Pace SLOW = new Pace(Duration.ofMillis(500), Duration.ofMillis(100));

  private static final Pattern WAIT =
      Pattern.compile("\\bwait (\\d{1,3}) ?s", Pattern.CASE_INSENSITIVE);

  /** This pace, or the one that words such as {@code wait 20 seconds} ask a slow model for. */
  Pace asked(String said) {
    Matcher wait = WAIT.matcher(said);
    return word.isZero() || !wait.find()
        ? this
        : new Pace(Duration.ofSeconds(Integer.parseInt(wait.group(1))), word);
  }

  /** The whole time of an answer of so many pieces. */
  Duration ofWhole(int pieces) {
    return first.plus(word.multipliedBy(Math.max(0, pieces - 1)));
  }

  /**
   * Waits, but not beyond the end of the call or the patience of the one who asks.
   *
   * @throws CancelledException when the call is ended meanwhile
   * @throws dev.vaultgate.api.UpstreamException when the patience ends before the pause
   */
  static void pause(Duration span, Duration patience, Cancellation ending, String model) {
    boolean tooLong = span.compareTo(patience) > 0;
    Duration wait = tooLong ? patience : span;
    try {
      if (ending.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new CancelledException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
    if (tooLong) {
      throw Mishap.failure(
          UpstreamFault.TIMEOUT, 0, "no answer within " + patience.toMillis() + " ms", model, null);
    }
  }
}
