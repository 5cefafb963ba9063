package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What keys and projects have used and may, as rows; one for each of them. */
final class AllowanceRows {

  static final String FIND = "SELECT * FROM allowance WHERE owner = ?";

  private static final String FIGURES =
      "UPDATE allowance SET day = ?, credit_used = ?, credit_used_day = ?,"
          + " credit_used_month = ?, tokens_used = ?, tokens_used_day = ?,"
          + " tokens_used_month = ? WHERE owner = ?";

  private static final String BOUNDS =
      "UPDATE allowance SET credit_max = ?, credit_max_day = ?, credit_max_month = ?,"
          + " tokens_max = ?, tokens_max_day = ?, tokens_max_month = ? WHERE owner = ?";

  private AllowanceRows() {}

  static Allowance read(ResultSet row) throws SQLException {
    Allowance allowance = new Allowance(row.getLong("day"));
    for (Period period : Period.values()) {
      String suffix = suffix(period);
      allowance.set(
          period,
          row.getLong("credit_used" + suffix),
          max(row, "credit_max" + suffix),
          row.getLong("tokens_used" + suffix),
          max(row, "tokens_max" + suffix));
    }
    return allowance;
  }

  private static long max(ResultSet row, String column) throws SQLException {
    long max = row.getLong(column);
    return row.wasNull() ? Allowance.UNBOUNDED : max;
  }

  /** The ends of the columns of a period. */
  private static String suffix(Period period) {
    return switch (period) {
      case TOTAL -> "";
      case DAY -> "_day";
      case MONTH -> "_month";
    };
  }

  /**
   * The bounds of the allowance that a row is joined with.
   *
   * @param prefix before the names of its columns
   */
  static Budget budget(ResultSet row, String prefix) throws SQLException {
    Map<Period, Money> credit = new EnumMap<>(Period.class);
    Map<Period, Long> tokens = new EnumMap<>(Period.class);
    for (Period period : Period.values()) {
      Long creditMax = KeyRows.number(row, prefix + "credit_max" + suffix(period));
      Long tokensMax = KeyRows.number(row, prefix + "tokens_max" + suffix(period));
      if (creditMax != null) {
        credit.put(period, Money.nanos(creditMax));
      }
      if (tokensMax != null) {
        tokens.put(period, tokensMax);
      }
    }
    return new Budget(credit, tokens);
  }

  /** Adds the allowance of a new key or project. */
  static void add(Statements db, String owner, Budget budget) throws SQLException {
    db.run("INSERT INTO allowance (owner) VALUES (?)", owner);
    bound(db, owner, budget);
  }

  /** Sets the bounds of an allowance anew. */
  static void bound(Statements db, String owner, Budget budget) throws SQLException {
    db.run(
        BOUNDS,
        nanos(budget.credit(Period.TOTAL)),
        nanos(budget.credit(Period.DAY)),
        nanos(budget.credit(Period.MONTH)),
        budget.tokens(Period.TOTAL),
        budget.tokens(Period.DAY),
        budget.tokens(Period.MONTH),
        owner);
  }

  private static @Nullable Long nanos(@Nullable Money amount) {
    return amount == null ? null : amount.nanos();
  }

  /** Writes what was used of an allowance. */
  static void write(Statements db, String owner, Allowance allowance) throws SQLException {
    db.run(
        FIGURES,
        allowance.day(),
        allowance.creditUsed(Period.TOTAL),
        allowance.creditUsed(Period.DAY),
        allowance.creditUsed(Period.MONTH),
        allowance.tokensUsed(Period.TOTAL),
        allowance.tokensUsed(Period.DAY),
        allowance.tokensUsed(Period.MONTH),
        owner);
  }
}
