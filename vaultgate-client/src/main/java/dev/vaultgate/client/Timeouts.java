package dev.vaultgate.client;

import java.time.Duration;

/**
 * How long an attempt may take, by phase. None may be zero.
 *
 * @param connect to resolve, connect and secure a connection
 * @param firstContent from the start of the attempt to the first content; comments do not count
 * @param idle between two reads after the first content
 * @param total for a whole plain answer, from the start of the attempt
 * @param streamTotal for a whole stream
 */
public record Timeouts(
    Duration connect, Duration firstContent, Duration idle, Duration total, Duration streamTotal) {

  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(600),
          Duration.ofSeconds(1800));

  public Timeouts {
    positive("connect", connect);
    positive("firstContent", firstContent);
    positive("idle", idle);
    positive("total", total);
    positive("streamTotal", streamTotal);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: above zero)");
    }
  }

  /** The same with another time for a whole plain answer. */
  public Timeouts withTotal(Duration total) {
    return new Timeouts(connect, firstContent, idle, total, streamTotal);
  }

  /** The same with another wait for the first content, which some models need long. */
  public Timeouts withFirstContent(Duration firstContent) {
    return new Timeouts(connect, firstContent, idle, total, streamTotal);
  }

  /** The same where nothing may take longer than this. */
  public Timeouts within(Duration most) {
    return new Timeouts(
        min(connect, most),
        min(firstContent, most),
        min(idle, most),
        min(total, most),
        min(streamTotal, most));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
