package dev.vaultgate.router.simulate;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.router.credit.Cost;
import dev.vaultgate.router.credit.Money;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came of a simulation. */
public final class Report {

  private final Scenario scenario;
  private final Map<UpstreamFault, Long> faults = new EnumMap<>(UpstreamFault.class);
  private final long[] answered;
  private final long[] failed;
  private final long[] lost;
  private long[] latencies = new long[1024];
  private int waits;
  private long calls;
  private long attempts;
  private long left;
  private long cut;
  private int unended;

  Report(Scenario scenario) {
    this.scenario = scenario;
    int size = scenario.deployments().size();
    this.answered = new long[size];
    this.failed = new long[size];
    this.lost = new long[size];
  }

  /**
   * What one deployment did.
   *
   * @param answered calls
   * @param failed attempts
   * @param lost attempts that somebody else was quicker than
   */
  public record Line(String deployment, long answered, long failed, long lost) {}

  void failed(int place) {
    failed[place]++;
  }

  void lost(int place) {
    lost[place]++;
  }

  void over(long nanos, int place, @Nullable UpstreamFault fault, int attempts) {
    calls++;
    this.attempts += attempts;
    if (place >= 0) {
      answered[place]++;
      cut += fault == null ? 0 : 1;
      if (waits == latencies.length) {
        latencies = Arrays.copyOf(latencies, 2 * waits);
      }
      latencies[waits++] = nanos;
    } else if (fault == null) {
      left++;
    } else {
      faults.merge(fault, 1L, Long::sum);
    }
  }

  /** Takes note of what is left when all calls are over. */
  void end(int running, int further) {
    this.unended = running + further;
  }

  /** What was begun and never ended: places in the load, and further attempts; always 0. */
  public int unended() {
    return unended;
  }

  /** How many calls were made. */
  public long calls() {
    return calls;
  }

  /** How many got an answer, those that broke on the way among them. */
  public long answers() {
    return Arrays.stream(answered).sum();
  }

  /** How many answers broke on the way. */
  public long cut() {
    return cut;
  }

  /** How many callers left before there was an answer. */
  public long left() {
    return left;
  }

  public long attempts() {
    return attempts;
  }

  /** How many calls failed, by what the callers were told. */
  public Map<UpstreamFault, Long> faults() {
    return Map.copyOf(faults);
  }

  /** The share of calls that got a whole answer, of those whose callers stayed; from 0 to 1. */
  public double success() {
    long stayed = calls - left;
    return stayed == 0 ? 1 : (answers() - cut) / (double) stayed;
  }

  /** Milliseconds to the first content within which this share of the answers came. */
  public long millis(double share) {
    if (waits == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(latencies, waits);
    Arrays.sort(sorted);
    int at = Math.max(0, (int) Math.ceil(share * waits) - 1);
    return TimeUnit.NANOSECONDS.toMillis(sorted[at]);
  }

  /** What callers pay for their answers, where prices are known. */
  public Money cost() {
    Usage usage = Usage.of(scenario.needs().promptTokens(), scenario.needs().outputTokens());
    return sum(answered, usage);
  }

  /** What the operator pays for prompts that nobody got an answer from. */
  public Money operatorCost() {
    return sum(lost, Usage.of(scenario.needs().promptTokens(), 0));
  }

  private Money sum(long[] counts, Usage usage) {
    Money sum = Money.ZERO;
    for (int place = 0; place < counts.length; place++) {
      Money each = Cost.of(scenario.deployments().get(place).place().price(), usage);
      sum = sum.plus(Money.nanos(Math.multiplyExact(each.nanos(), counts[place])));
    }
    return sum;
  }

  public List<Line> lines() {
    return Stream.iterate(0, place -> place < answered.length, place -> place + 1)
        .map(
            place ->
                new Line(
                    scenario.deployments().get(place).place().id(),
                    answered[place],
                    failed[place],
                    lost[place]))
        .toList();
  }
}
