package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Ledger.Mismatch;
import dev.vaultgate.router.credit.Money;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Recomputes from the transfers what the ledger's tables say twice. One statement, so that it sees
 * one moment. What calls hold that run is not in the tables.
 */
final class LedgerCheck {

  private static final String SQL =
      """
      WITH moved (account_id, given, used) AS (
        SELECT account_id,
          sum(iif(from_side = 'topup', amount, iif(to_side = 'topup', -amount, 0))),
          sum(iif(from_side = 'available' AND to_side = 'revenue', amount, 0))
        FROM transfer GROUP BY account_id),
      account_figure AS (
        SELECT b.*, coalesce(m.given, 0) AS moved_in, coalesce(m.used, 0) AS moved_out
        FROM balance b LEFT JOIN moved m ON m.account_id = b.account_id),
      charged (owner, day, credit, tokens) AS (
        SELECT key_id, day, sum(amount), sum(tokens) FROM transfer
          WHERE kind = 'charge' GROUP BY key_id, day
        UNION ALL SELECT project_id, day, sum(amount), sum(tokens) FROM transfer
          WHERE kind = 'charge' GROUP BY project_id, day),
      month (owner, first_day) AS (
        SELECT owner, unixepoch(day * 86400, 'unixepoch', 'start of month') / 86400 FROM allowance),
      owner_used AS (
        SELECT a.owner, coalesce(sum(c.credit), 0) AS credit, coalesce(sum(c.tokens), 0) AS tokens,
          sum(iif(c.day = a.day, c.credit, 0)) AS credit_day,
          sum(iif(c.day = a.day, c.tokens, 0)) AS tokens_day,
          sum(iif(c.day >= m.first_day, c.credit, 0)) AS credit_month,
          sum(iif(c.day >= m.first_day, c.tokens, 0)) AS tokens_month
        FROM allowance a JOIN month m ON m.owner = a.owner LEFT JOIN charged c ON c.owner = a.owner
        GROUP BY a.owner),
      owner_figure AS (
        SELECT a.*, u.* FROM allowance a JOIN owner_used u ON u.owner = a.owner),
      figure (owner, what, recorded, computed) AS (
        SELECT 'account ' || account_id, 'credit available', available,
            moved_in - moved_out FROM account_figure
        UNION ALL SELECT 'account ' || account_id, 'credit used', used, moved_out
          FROM account_figure
        UNION ALL SELECT owner, 'credit used', credit_used, credit FROM owner_figure
        UNION ALL SELECT owner, 'credit used that day', credit_used_day, credit_day
          FROM owner_figure
        UNION ALL SELECT owner, 'credit used that month', credit_used_month, credit_month
          FROM owner_figure
        UNION ALL SELECT owner, 'tokens used', tokens_used, tokens FROM owner_figure
        UNION ALL SELECT owner, 'tokens used that day', tokens_used_day, tokens_day
          FROM owner_figure
        UNION ALL SELECT owner, 'tokens used that month', tokens_used_month, tokens_month
          FROM owner_figure)
      SELECT owner, what, recorded, computed FROM figure
      WHERE recorded <> computed ORDER BY owner, what
      """;

  private LedgerCheck() {}

  static List<Mismatch> run(Handle handle) {
    return handle
        .createQuery(SQL)
        .map(
            (rows, context) ->
                mismatch(rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4)))
        .list();
  }

  /** A difference in credit or tokens, as the first word says. */
  static Mismatch mismatch(String owner, String what, long recorded, long computed) {
    return what.startsWith("credit")
        ? new Mismatch(
            owner, what, Money.nanos(recorded).toString(), Money.nanos(computed).toString())
        : new Mismatch(owner, what, Long.toString(recorded), Long.toString(computed));
  }
}
