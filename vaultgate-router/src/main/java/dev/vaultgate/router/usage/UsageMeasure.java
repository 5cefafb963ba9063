package dev.vaultgate.router.usage;

import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a ranking goes by. */
public enum UsageMeasure {
  COST(totals -> totals.cost().nanos()),
  CALLS(UsageTotals::calls),
  TOKENS(UsageTotals::tokens),
  FAILED(UsageTotals::failed);

  @SuppressWarnings("ImmutableEnumChecker") // Each is a reference to a method, without state.
  private final ToLongFunction<UsageTotals> value;

  UsageMeasure(ToLongFunction<UsageTotals> value) {
    this.value = value;
  }

  /** The word in JSON and queries. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public long of(UsageTotals totals) {
    return value.applyAsLong(totals);
  }

  /**
   * The measure of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static UsageMeasure parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
