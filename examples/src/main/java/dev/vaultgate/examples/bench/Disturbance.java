package dev.vaultgate.examples.bench;

import dev.vaultgate.examples.bench.report.Results;
import dev.vaultgate.examples.bench.report.Spread;
import dev.vaultgate.examples.bench.rig.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What got in the way of the measurements, in lines that belong under every table. */
final class Disturbance {

  private Disturbance() {}

  /** One line on other programs, one on the JVMs' compilers. */
  static String of(Results results) {
    return "taken of the contender's core by others: "
        + shares(results, Phase::othersShare)
        + "\nthe compilers' part of the CPU time: "
        + shares(results, Phase::compilerShare);
  }

  private static String shares(Results results, ToDoubleFunction<Phase> share) {
    List<String> parts = new ArrayList<>();
    results
        .contenders()
        .forEach(
            (contender, title) -> {
              Spread shares = results.overPhases(contender, share);
              if (shares.max() > 0) {
                parts.add(
                    String.format(
                        Locale.ROOT,
                        "%s %.0f %% (at worst %.0f %%)",
                        title,
                        100 * shares.median(),
                        100 * shares.max()));
              }
            });
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }
}
