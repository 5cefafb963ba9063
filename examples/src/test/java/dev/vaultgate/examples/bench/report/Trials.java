package dev.vaultgate.examples.bench.report;

import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.load.Samples;
import dev.vaultgate.examples.bench.rig.Phase;
import dev.vaultgate.examples.bench.rig.Trial;
import dev.vaultgate.examples.bench.rig.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Trials with one figure that matters. */
final class Trials {

  private static final long ANSWERS = 1_000;

  private Trials() {}

  /** A contender that used so much CPU time per plain request at 64 connections. */
  static Trial plain64(String contender, int round, long cpuMicrosPerAnswer) {
    LoadResult load =
        new LoadResult(ANSWERS, 0, "", 0, Duration.ofSeconds(1), new Samples(), new Samples());
    Phase phase = new Phase(load, ANSWERS * cpuMicrosPerAnswer, 0, 0);
    return new Trial(
        contender,
        contender,
        round,
        Optional.empty(),
        Optional.empty(),
        Map.of(Workload.PLAIN_64, phase));
  }
}
