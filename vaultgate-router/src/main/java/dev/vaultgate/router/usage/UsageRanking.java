package dev.vaultgate.router.usage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Calls summed up by one of their sides, the greatest sums first.
 *
 * @param shares as many as were asked for
 * @param all the sums of all calls, those that have no place among the shares with them
 */
public record UsageRanking(List<Share> shares, UsageTotals all) {

  public UsageRanking {
    shares = List.copyOf(shares);
  }

  /**
   * The calls of which the side is the same.
   *
   * @param value what it is, such as the name of a model; empty for nothing
   */
  public record Share(String value, UsageTotals totals) {}

  /** Ranks sums. */
  public static UsageRanking of(Map<String, UsageTotals> sums, UsageMeasure measure, int max) {
    List<Share> shares =
        sums.entrySet().stream()
            .map(sum -> new Share(sum.getKey(), sum.getValue()))
            .sorted(
                Comparator.comparingLong((Share share) -> measure.of(share.totals()))
                    .reversed()
                    .thenComparing(Share::value))
            .limit(max)
            .toList();
    return new UsageRanking(
        shares, sums.values().stream().reduce(UsageTotals.NONE, UsageTotals::plus));
  }
}
