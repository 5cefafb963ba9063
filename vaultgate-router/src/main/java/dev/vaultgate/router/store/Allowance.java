package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Spending;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * What a key or project holds and has used, and how much it may. What is held counts in every
 * period; what is used counts in those that it was charged in, so that no period sees more than its
 * bound. For one thread at a time.
 */
@SuppressWarnings("EnumOrdinal") // Arrays by period, on every call's path; nothing of it is stored.
final class Allowance {

  static final long UNBOUNDED = Long.MAX_VALUE;

  private static final Period[] PERIODS = Period.values();

  private final long[] creditMax = new long[PERIODS.length];
  private final long[] creditUsed = new long[PERIODS.length];
  private final long[] tokensMax = new long[PERIODS.length];
  private final long[] tokensUsed = new long[PERIODS.length];
  private long creditHeld;
  private long tokensHeld;

  /** The day that what was used belongs to, in days since 1970. */
  private long day;

  /** Nothing is held or used. */
  Allowance(Budget budget) {
    bound(budget);
  }

  /** One that is stored. */
  Allowance(long day) {
    this.day = day;
    Arrays.fill(creditMax, UNBOUNDED);
    Arrays.fill(tokensMax, UNBOUNDED);
  }

  /** Sets the bounds anew. */
  void bound(Budget budget) {
    for (Period period : PERIODS) {
      Money credit = budget.credit(period);
      Long tokens = budget.tokens(period);
      creditMax[period.ordinal()] = credit == null ? UNBOUNDED : credit.nanos();
      tokensMax[period.ordinal()] = tokens == null ? UNBOUNDED : tokens;
    }
  }

  /** Sets what is stored of a period. */
  void set(Period period, long creditUsed, long creditMax, long tokensUsed, long tokensMax) {
    int i = period.ordinal();
    this.creditUsed[i] = creditUsed;
    this.creditMax[i] = creditMax;
    this.tokensUsed[i] = tokensUsed;
    this.tokensMax[i] = tokensMax;
  }

  /** It is that day now, or was already later. */
  void turn(long today) {
    if (today > day) {
      forget(Period.DAY);
      if (!Period.MONTH.hasBoth(LocalDate.ofEpochDay(day), LocalDate.ofEpochDay(today))) {
        forget(Period.MONTH);
      }
      day = today;
    }
  }

  private void forget(Period period) {
    creditUsed[period.ordinal()] = 0;
    tokensUsed[period.ordinal()] = 0;
  }

  /** Sets aside, or gives back what is below zero. */
  void hold(long credit, long tokens) {
    creditHeld = Math.addExact(creditHeld, credit);
    tokensHeld = Math.addExact(tokensHeld, tokens);
  }

  /**
   * Counts what was used.
   *
   * @param on the day that it belongs to, in days since 1970; it may be over by now
   */
  void use(long credit, long tokens, long on) {
    use(Period.TOTAL, credit, tokens);
    if (isThis(Period.MONTH, on)) {
      use(Period.MONTH, credit, tokens);
    }
    if (isThis(Period.DAY, on)) {
      use(Period.DAY, credit, tokens);
    }
  }

  private void use(Period period, long credit, long tokens) {
    int i = period.ordinal();
    creditUsed[i] = Math.addExact(creditUsed[i], credit);
    tokensUsed[i] = Math.addExact(tokensUsed[i], tokens);
  }

  private boolean isThis(Period period, long on) {
    return on == day || period.hasBoth(LocalDate.ofEpochDay(on), LocalDate.ofEpochDay(day));
  }

  /** The credit that is left in a period, never below zero; {@link #UNBOUNDED} without a bound. */
  long creditLeft(Period period) {
    return left(creditMax[period.ordinal()], creditUsed[period.ordinal()], creditHeld);
  }

  /** The tokens that are left in a period, never below zero; {@link #UNBOUNDED} without a bound. */
  long tokensLeft(Period period) {
    return left(tokensMax[period.ordinal()], tokensUsed[period.ordinal()], tokensHeld);
  }

  /** A bound may have been lowered to less than was used. */
  private static long left(long max, long used, long held) {
    return max == UNBOUNDED ? UNBOUNDED : Math.max(0, max - used - held);
  }

  long creditUsed(Period period) {
    return creditUsed[period.ordinal()];
  }

  long tokensUsed(Period period) {
    return tokensUsed[period.ordinal()];
  }

  long day() {
    return day;
  }

  Spending spending(Period period) {
    return new Spending(
        Money.nanos(creditHeld), Money.nanos(creditUsed(period)), tokensHeld, tokensUsed(period));
  }
}
