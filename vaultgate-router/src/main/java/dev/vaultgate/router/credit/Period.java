package dev.vaultgate.router.credit;

import java.time.LocalDate;

/** What a bound is for: all time, or a day or month of UTC that begins at midnight. */
public enum Period {
  TOTAL(""),
  DAY("daily "),
  MONTH("monthly ");

  private final String adjective;

  Period(String adjective) {
    this.adjective = adjective;
  }

  /** Before a noun, with the space between: {@code daily }, or nothing for all time. */
  public String adjective() {
    return adjective;
  }

  /** Whether two days, in any order, belong to the same period. */
  public boolean hasBoth(LocalDate one, LocalDate other) {
    return switch (this) {
      case TOTAL -> true;
      case DAY -> one.equals(other);
      case MONTH -> one.getYear() == other.getYear() && one.getMonth() == other.getMonth();
    };
  }
}
