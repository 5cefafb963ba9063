package dev.vaultgate.router.usage;

import java.time.Duration;
import java.time.Instant;

/**
 * For how many days usage is kept; 0 for always.
 *
 * @param records of each call
 * @param hours sums of each hour
 * @param days sums of each day
 */
public record UsageRetention(int records, int hours, int days) {

  /** Calls for three months, hours for a year and a month, days always. */
  public static final UsageRetention USUAL = new UsageRetention(90, 400, 0);

  public UsageRetention {
    check("records", records);
    check("hours", hours);
    check("days", days);
  }

  private static void check(String what, int days) {
    if (days < 0) {
      throw new IllegalArgumentException(
          what + ": " + days + " days (expected: 1 or more, or 0 for always)");
    }
  }

  /** Before when usage is forgotten now. */
  public UsageCutoff cutoff(Instant now) {
    return new UsageCutoff(before(now, records), before(now, hours), before(now, days));
  }

  private static Instant before(Instant now, int days) {
    return days == 0 ? Instant.EPOCH : now.minus(Duration.ofDays(days));
  }
}
