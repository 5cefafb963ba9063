package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Ledger.Mismatch;
import dev.vaultgate.router.credit.Money;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Recomputes what the ledger's tables say twice: balances from their transfers, and what is held
 * from the open holds. One statement, so that it sees one moment.
 */
final class LedgerCheck {

  private static final String SQL =
      """
      WITH moved AS (
        SELECT account_id,
          sum(iif(to_side = 'available', amount, 0) - iif(from_side = 'available', amount, 0))
            AS available,
          sum(iif(to_side = 'held', amount, 0) - iif(from_side = 'held', amount, 0)) AS held,
          sum(iif(to_side = 'revenue' AND from_side <> 'operator_loss', amount, 0)) AS used
        FROM transfer GROUP BY account_id),
      held_by_account AS (
        SELECT account_id, sum(amount) AS held FROM hold WHERE state = 'open' GROUP BY account_id),
      held_by_key AS (
        SELECT key_id, sum(amount) AS held FROM hold WHERE state = 'open' GROUP BY key_id),
      account_figure AS (
        SELECT b.*, coalesce(m.available, 0) AS moved_available, coalesce(m.held, 0) AS moved_held,
          coalesce(m.used, 0) AS moved_used, coalesce(h.held, 0) AS open_held
        FROM balance b
          LEFT JOIN moved m ON m.account_id = b.account_id
          LEFT JOIN held_by_account h ON h.account_id = b.account_id),
      figure (owner, what, recorded, computed) AS (
        SELECT 'account ' || account_id, 'available', available, moved_available
          FROM account_figure
        UNION ALL SELECT 'account ' || account_id, 'held', held, moved_held FROM account_figure
        UNION ALL SELECT 'account ' || account_id, 'held', held, open_held FROM account_figure
        UNION ALL SELECT 'account ' || account_id, 'used', used, moved_used FROM account_figure
        UNION ALL SELECT 'key ' || k.key_id, 'held', k.held, coalesce(h.held, 0)
          FROM key_credit k LEFT JOIN held_by_key h ON h.key_id = k.key_id)
      SELECT owner, what, recorded, computed FROM figure
      WHERE recorded <> computed ORDER BY owner, what
      """;

  private LedgerCheck() {}

  static List<Mismatch> run(Handle handle) {
    return handle
        .createQuery(SQL)
        .map(
            (rows, context) ->
                new Mismatch(
                    rows.getString(1),
                    rows.getString(2),
                    Money.nanos(rows.getLong(3)),
                    Money.nanos(rows.getLong(4))))
        .list();
  }
}
