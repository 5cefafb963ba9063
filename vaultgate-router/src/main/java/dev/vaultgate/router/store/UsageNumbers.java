package dev.vaultgate.router.store;

import java.time.Instant;

/**
 * The numbers of records, which hold the time at which their calls began: records in the order of
 * their numbers are in the order of time.
 */
final class UsageNumbers {

  private static final int BITS = 20;
  private static final long LAST = (1L << BITS) - 1;

  /** Beyond this the number would not fit; it is in the year 2248. */
  private static final long MILLIS_MAX = Long.MAX_VALUE >> BITS;

  private long next;

  /** A number for a call that began then; above those it gave before, if that is the same time. */
  long next(Instant startedAt) {
    return first(startedAt.toEpochMilli()) | next++ & LAST;
  }

  /** The time in a number. */
  static Instant startedAt(long number) {
    return Instant.ofEpochMilli(number >> BITS);
  }

  /** The lowest number of calls that began at a time or later. */
  static long from(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      return 0;
    }
    if (time.getEpochSecond() > MILLIS_MAX / 1000 - 1) {
      return Long.MAX_VALUE;
    }
    // Calls are dated to the millisecond: those of one that is not over yet began before it.
    return first(time.plusNanos(999_999).toEpochMilli());
  }

  private static long first(long millis) {
    return Math.max(0, Math.min(millis, MILLIS_MAX)) << BITS;
  }
}
