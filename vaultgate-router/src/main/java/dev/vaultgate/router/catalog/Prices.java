package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What something costs, now and from days that are known: each price ends with the day on which the
 * next begins. Immutable.
 *
 * @param now the price that holds; null when there is none, which is not free
 * @param later prices that begin on a later day, earliest first
 */
public record Prices(@Nullable DatedPrice now, List<DatedPrice> later) {

  public static final Prices NONE = new Prices(null, List.of());

  public Prices {
    later = later.stream().sorted(Comparator.comparing(Prices::day)).toList();
    Set<LocalDate> days = new HashSet<>();
    for (DatedPrice price : later) {
      if (!days.add(day(price))) {
        throw new IllegalArgumentException(
            "price from " + price.from() + ": twice (expected: one for each day)");
      }
    }
  }

  /** One price, or none. */
  public static Prices of(@Nullable DatedPrice price) {
    return price == null ? NONE : new Prices(price, List.of());
  }

  /** As they stand on a day, in UTC. */
  Prices on(LocalDate day) {
    if (later.isEmpty() || day(later.get(0)).isAfter(day)) {
      return this;
    }
    int passed = 1;
    while (passed < later.size() && !day(later.get(passed)).isAfter(day)) {
      passed++;
    }
    return new Prices(later.get(passed - 1), later.subList(passed, later.size()));
  }

  /** Whether there is a price, now or later. */
  boolean areNone() {
    return now == null && later.isEmpty();
  }

  /** Those of another where these say nothing of the present. */
  Prices or(Prices other) {
    return now != null ? this : new Prices(other.now, later.isEmpty() ? other.later : later);
  }

  /** Whether each of them says what a model of this type costs. */
  boolean cover(ModelType type) {
    return (now == null || now.price().covers(type))
        && later.stream().allMatch(price -> price.price().covers(type));
  }

  private static LocalDate day(DatedPrice price) {
    return Objects.requireNonNull(price.from(), "a later price has a day");
  }
}
