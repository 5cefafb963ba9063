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
      WITH moved (account_id, key_id, given, used) AS (
        SELECT account_id, key_id,
          iif(from_side = 'topup', amount, iif(to_side = 'topup', -amount, 0)),
          iif(from_side = 'available' AND to_side = 'revenue', amount, 0) FROM transfer),
      account_moved AS (
        SELECT account_id, sum(given) AS given, sum(used) AS used FROM moved GROUP BY account_id),
      key_moved AS (SELECT key_id, sum(used) AS used FROM moved GROUP BY key_id),
      account_held AS (SELECT account_id, sum(amount) AS held FROM hold GROUP BY account_id),
      key_held AS (SELECT key_id, sum(amount) AS held FROM hold GROUP BY key_id),
      account_figure AS (
        SELECT b.*, coalesce(m.given, 0) AS moved_in, coalesce(m.used, 0) AS moved_out,
          coalesce(h.held, 0) AS open_held
        FROM balance b
          LEFT JOIN account_moved m ON m.account_id = b.account_id
          LEFT JOIN account_held h ON h.account_id = b.account_id),
      figure (owner, what, recorded, computed) AS (
        SELECT 'account ' || account_id, 'available', available, moved_in - moved_out - open_held
          FROM account_figure
        UNION ALL SELECT 'account ' || account_id, 'held', held, open_held FROM account_figure
        UNION ALL SELECT 'account ' || account_id, 'used', used, moved_out FROM account_figure
        UNION ALL SELECT 'key ' || k.key_id, 'held', k.held, coalesce(h.held, 0)
          FROM key_credit k LEFT JOIN key_held h ON h.key_id = k.key_id
        UNION ALL SELECT 'key ' || k.key_id, 'used', k.spent, coalesce(m.used, 0)
          FROM key_credit k LEFT JOIN key_moved m ON m.key_id = k.key_id)
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
