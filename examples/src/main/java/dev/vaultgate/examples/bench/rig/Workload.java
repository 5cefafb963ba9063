package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Scenario;
import dev.vaultgate.examples.bench.load.Scenario.BodySize;
import java.time.Duration;
import java.util.List;

/**
 * A scenario and how long it runs.
 *
 * @param scenario what is sent
 * @param duration after it no further request is begun
 */
public record Workload(Scenario scenario, Duration duration) {

  // The names are keys: figures, reports and --loads use them.
  public static final String PLAIN_1 = "c1";
  public static final String PLAIN_64 = "c64";
  public static final String PLAIN_256 = "c256";
  public static final String LONG_64 = "c64-114k";
  public static final String STREAMS_100 = "s100";
  public static final String STREAMS_500 = "s500";
  public static final String FIRST_CONTENT = "first";
  public static final String BULK_STREAMS = "bulk";

  /** The pace at which a fast model produces: fifty frames a second. */
  private static final Duration PACE = Duration.ofMillis(20);

  private static final int DELTAS = 64;
  private static final int FEW_DELTAS = 8;
  private static final int BULK_CONNECTIONS = 16;

  private static final Scenario PLAIN_1_SCENARIO = Scenario.plain(PLAIN_1, 1, BodySize.SHORT);
  private static final Scenario PLAIN_64_SCENARIO = Scenario.plain(PLAIN_64, 64, BodySize.SHORT);
  private static final Scenario PLAIN_256_SCENARIO = Scenario.plain(PLAIN_256, 256, BodySize.SHORT);
  private static final Scenario LONG_64_SCENARIO = Scenario.plain(LONG_64, 64, BodySize.LONG);
  private static final Scenario BULK_SCENARIO =
      Scenario.bulkStreams(BULK_STREAMS, BULK_CONNECTIONS);
  private static final Scenario STREAMS_100_SCENARIO =
      Scenario.pacedStreams(STREAMS_100, 100, PACE, DELTAS);
  private static final Scenario STREAMS_500_SCENARIO =
      Scenario.pacedStreams(STREAMS_500, 500, PACE, DELTAS);

  /** Short streams, one at a time, so that many first contents are seen and none waits. */
  private static final Scenario FIRST_SCENARIO =
      Scenario.pacedStreams(FIRST_CONTENT, 1, Duration.ofMillis(1), FEW_DELTAS);

  /** All workloads, long enough for a figure to be published. */
  public static List<Workload> thorough() {
    return all(4, 6, 8);
  }

  /** All workloads, long enough to see a change of a fifth. */
  public static List<Workload> quick() {
    return all(1.5, 2.5, 3);
  }

  /**
   * One turn of the warm-up: every path that is measured later. Streams come in numbers, since a
   * path that is taken five thousand times a second takes long to be compiled.
   */
  static List<Workload> warmUp() {
    return List.of(
        of(PLAIN_1_SCENARIO, 0.4),
        of(FIRST_SCENARIO, 0.2),
        of(PLAIN_64_SCENARIO, 1),
        of(BULK_SCENARIO, 0.5),
        of(LONG_64_SCENARIO, 0.3),
        of(STREAMS_500_SCENARIO, 1.5));
  }

  private static List<Workload> all(double usual, double important, double streams) {
    return List.of(
        of(PLAIN_1_SCENARIO, usual),
        of(PLAIN_64_SCENARIO, important),
        of(PLAIN_256_SCENARIO, usual),
        of(LONG_64_SCENARIO, usual),
        of(FIRST_SCENARIO, usual),
        of(BULK_SCENARIO, usual),
        of(STREAMS_100_SCENARIO, streams),
        of(STREAMS_500_SCENARIO, streams));
  }

  private static Workload of(Scenario scenario, double seconds) {
    return new Workload(scenario, Duration.ofMillis(Math.round(seconds * 1_000)));
  }
}
