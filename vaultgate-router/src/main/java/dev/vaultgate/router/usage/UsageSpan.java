package dev.vaultgate.router.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The time that sums are made of: a query's, widened to whole steps, since a sum knows no smaller
 * ones.
 *
 * @param from the first start, inclusive, or null for the beginning
 * @param until the last start, exclusive, or null for the end
 */
public record UsageSpan(@Nullable Instant from, @Nullable Instant until) {

  /** The time of a query in whole hours. */
  public static UsageSpan of(UsageQuery query) {
    return of(query, UsageStep.HOUR);
  }

  /** The time of a query in whole steps. */
  public static UsageSpan of(UsageQuery query, UsageStep step) {
    Instant from = query.from();
    Instant until = query.until();
    return new UsageSpan(
        from == null ? null : step.floor(from), until == null ? null : step.ceiling(until));
  }

  /**
   * A part of a span that is made of steps of one length, by their numbers.
   *
   * @param from the first, inclusive
   * @param until the last, exclusive
   */
  public record Part(UsageStep step, long from, long until) {

    boolean isEmpty() {
      return from >= until;
    }
  }

  /** The parts of the span: whole days, and the hours before and after them. */
  public List<Part> parts() {
    long firstHour = from == null ? Long.MIN_VALUE : UsageStep.HOUR.number(from);
    long lastHour = until == null ? Long.MAX_VALUE : UsageStep.HOUR.number(until);
    long firstDay =
        from == null ? Long.MIN_VALUE : UsageStep.DAY.number(UsageStep.DAY.ceiling(from));
    long lastDay = until == null ? Long.MAX_VALUE : UsageStep.DAY.number(until);
    List<Part> parts = new ArrayList<>();
    if (firstDay >= lastDay) {
      parts.add(new Part(UsageStep.HOUR, firstHour, lastHour));
    } else {
      if (from != null) {
        parts.add(new Part(UsageStep.HOUR, firstHour, hours(firstDay)));
      }
      parts.add(new Part(UsageStep.DAY, firstDay, lastDay));
      if (until != null) {
        parts.add(new Part(UsageStep.HOUR, hours(lastDay), lastHour));
      }
    }
    parts.removeIf(Part::isEmpty);
    return parts;
  }

  /** The parts of the span in steps of one length. */
  public List<Part> parts(UsageStep step) {
    Part part =
        new Part(
            step,
            from == null ? Long.MIN_VALUE : step.number(from),
            until == null ? Long.MAX_VALUE : step.number(step.ceiling(until)));
    return part.isEmpty() ? List.of() : List.of(part);
  }

  /**
   * When each step of the span begins.
   *
   * @throws IllegalArgumentException when there is no end of them, or more than a series may have
   */
  public List<Instant> starts(UsageStep step) {
    if (from == null || until == null) {
      throw new IllegalArgumentException("series: without beginning or end (expected: both)");
    }
    long first = step.number(from);
    long last = step.number(until);
    if (last - first > UsageLog.POINTS_MAX) {
      throw new IllegalArgumentException(
          "series: %d steps of one %s (expected: at most %d)"
              .formatted(last - first, step.word(), UsageLog.POINTS_MAX));
    }
    return LongStream.range(first, last).mapToObj(step::start).toList();
  }

  /**
   * The same with whole days where hours are forgotten.
   *
   * @param hours the first hour that is not
   */
  public UsageSpan inDaysBefore(Instant hours) {
    return new UsageSpan(
        from != null && from.isBefore(hours) ? UsageStep.DAY.floor(from) : from,
        until != null && until.isBefore(hours) ? UsageStep.DAY.ceiling(until) : until);
  }

  private static long hours(long day) {
    return UsageStep.HOUR.number(UsageStep.DAY.start(day));
  }
}
