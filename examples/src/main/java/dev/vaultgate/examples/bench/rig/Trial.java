package dev.vaultgate.examples.bench.rig;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One contender in one round.
 *
 * @param contender its id
 * @param title its name in the table
 * @param round counted from 1
 * @param startUp whether it was started, and how fast and large it was; empty for the mock itself
 * @param phases by the workload's name, in the order they were run
 */
public record Trial(
    String contender,
    String title,
    int round,
    Optional<StartUp> startUp,
    Optional<Memory> memory,
    Map<String, Phase> phases) {

  /** The id of the trial without a contender: the load speaks to the mock itself. */
  public static final String DIRECT = "direct";

  /**
   * How a contender came up.
   *
   * @param millis from the start of its process to its first right answer
   * @param cpuMillis CPU time it had used by then
   * @param firstMillis the same for a first start, of which nothing has been kept; NaN when there
   *     is no such difference
   * @param warmUpSeconds how long it was warmed before it was measured
   */
  public record StartUp(
      double millis, double cpuMillis, double firstMillis, double warmUpSeconds) {}

  public Trial {
    phases = new LinkedHashMap<>(phases);
  }

  /** A trial that was not made: all its figures are absent. */
  public static Trial absent(int round) {
    return new Trial("", "", round, Optional.empty(), Optional.empty(), Map.of());
  }

  /** The phase of this workload, when it was run. */
  public Optional<Phase> phase(String workload) {
    return Optional.ofNullable(phases.get(workload));
  }

  /** Requests that failed in any phase. */
  public long failures() {
    return phases.values().stream().mapToLong(phase -> phase.load().failed()).sum();
  }
}
