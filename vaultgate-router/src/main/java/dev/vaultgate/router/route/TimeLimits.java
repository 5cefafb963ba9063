package dev.vaultgate.router.route;

import dev.vaultgate.client.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Times that somebody has set for some phases of a call; null for those that he leaves as they are.
 *
 * @param connect to a provider
 * @param firstContent of one attempt
 * @param idle between two pieces of a stream
 * @param total for all attempts together, of a plain answer and of a stream
 */
public record TimeLimits(
    @Nullable Duration connect,
    @Nullable Duration firstContent,
    @Nullable Duration idle,
    @Nullable Duration total) {

  public static final TimeLimits NONE = new TimeLimits(null, null, null, null);

  /** These in the place of the usual ones; what an operator says of a route. */
  public Timeouts over(Timeouts usual) {
    return this.equals(NONE)
        ? usual
        : new Timeouts(
            or(connect, usual.connect()),
            or(firstContent, usual.firstContent()),
            or(idle, usual.idle()),
            or(total, usual.total()),
            or(total, usual.streamTotal()));
  }

  /** These where they are shorter than the usual ones; what a caller may say. */
  public Timeouts within(Timeouts usual) {
    return this.equals(NONE)
        ? usual
        : new Timeouts(
            min(connect, usual.connect()),
            min(firstContent, usual.firstContent()),
            min(idle, usual.idle()),
            min(total, usual.total()),
            min(total, usual.streamTotal()));
  }

  private static Duration or(@Nullable Duration said, Duration usual) {
    return said == null ? usual : said;
  }

  private static Duration min(@Nullable Duration said, Duration usual) {
    return said == null || said.compareTo(usual) > 0 ? usual : said;
  }
}
