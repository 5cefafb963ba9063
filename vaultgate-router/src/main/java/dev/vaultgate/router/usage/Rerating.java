package dev.vaultgate.router.usage;

import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.credit.Cost;
import dev.vaultgate.router.credit.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What past calls would have cost by other prices, each call computed and rounded as it would have
 * been. It changes nothing. A call that cost nothing because nobody answered costs nothing by any
 * price. For one thread.
 */
public final class Rerating {

  /** A table is asked once for each place, not for each of a million calls. */
  private record Place(String model, String provider, String upstreamModel) {}

  private final PriceTable table;
  private final Map<Place, Optional<ModelPrice>> prices = new HashMap<>();
  private final Map<String, Line> lines = new TreeMap<>();

  public Rerating(PriceTable table) {
    this.table = table;
  }

  /**
   * The calls of one model.
   *
   * @param calls that were answered and have a price in the table
   * @param cost of them by the prices that they went by
   * @param rerated what they would have cost
   * @param unpriced calls that were answered and have no price in the table, and are not in the
   *     sums
   */
  public record Line(String model, long calls, Money cost, Money rerated, long unpriced) {

    private Line plus(Line more) {
      return new Line(
          model,
          calls + more.calls,
          cost.plus(more.cost),
          rerated.plus(more.rerated),
          unpriced + more.unpriced);
    }

    /** How much more they would have cost; less than zero for less. */
    public Money difference() {
      return rerated.minus(cost);
    }
  }

  /** Every call that is asked for. */
  public static Rerating of(UsageLog usage, UsageQuery query, PriceTable table) {
    Rerating rerating = new Rerating(table);
    Long from = null;
    do {
      UsagePage page = usage.page(query, UsageLog.PAGE_MAX, from);
      page.records().forEach(rerating::add);
      from = page.next();
    } while (from != null);
    return rerating;
  }

  /** Adds a call. */
  public void add(UsageRecord call) {
    if (!call.provider().isEmpty()) {
      lines.merge(call.model(), line(call), Line::plus);
    }
  }

  private Line line(UsageRecord call) {
    return prices
        .computeIfAbsent(
            new Place(call.model(), call.provider(), call.upstreamModel()),
            place -> Optional.ofNullable(table.of(call)))
        .map(price -> Cost.of(price, call.usage(), call.images()))
        .map(rerated -> new Line(call.model(), 1, call.cost(), rerated, 0))
        .orElseGet(() -> new Line(call.model(), 0, Money.ZERO, Money.ZERO, 1));
  }

  /** One line for each model, by its id. */
  public List<Line> lines() {
    return List.copyOf(lines.values());
  }

  /** All of them together. */
  public Line total() {
    return lines.values().stream().reduce(new Line("", 0, Money.ZERO, Money.ZERO, 0), Line::plus);
  }
}
