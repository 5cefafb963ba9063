package dev.vaultgate.router.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The steps of time by which usage is summed up, in UTC. */
public enum UsageStep {
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  private final Duration length;

  UsageStep(Duration length) {
    this.length = length;
  }

  public Duration length() {
    return length;
  }

  /** The word in JSON and queries. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The step of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static UsageStep parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** How many whole steps lie between 1970 and a time. */
  public long number(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), length.toSeconds());
  }

  /** When the step of a number begins. */
  public Instant start(long number) {
    return Instant.ofEpochSecond(number * length.toSeconds());
  }

  /** The latest beginning of a step that is not after a time. */
  public Instant floor(Instant time) {
    return start(number(time));
  }

  /** The earliest beginning of a step that is not before a time. */
  public Instant ceiling(Instant time) {
    Instant floor = floor(time);
    return floor.equals(time) ? time : floor.plus(length);
  }
}
