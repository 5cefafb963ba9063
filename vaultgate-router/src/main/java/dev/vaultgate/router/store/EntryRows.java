package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.LedgerEntry;
import dev.vaultgate.router.credit.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The ledger's transfers as people read them. */
final class EntryRows {

  /** The conditions of the two indexes, word by word, so that they are found. */
  private static final String ALL =
      "transfer t WHERE (kind = 'charge' OR kind = 'topup' OR kind = 'correction' OR kind = 'withdrawal')"
          + " AND account_id IS NOT NULL";

  /** Without its name the charges, which are far more, would be read too. */
  private static final String CREDIT =
      "transfer t INDEXED BY transfer_credit WHERE (kind = 'topup' OR kind = 'correction' OR kind = 'withdrawal')";

  @SuppressWarnings("InlineFormatString") // It reads better as a query of its own.
  private static final String PAGE =
      """
      SELECT id, kind, account_id,
        (SELECT name FROM account a WHERE a.id = t.account_id) AS account,
        iif(from_side = 'available', -amount, amount) AS moved,
        coalesce(key_id, '') AS key, coalesce(request_id, '') AS request,
        coalesce(reference, '') AS reference, coalesce(note, '') AS note, at
      FROM %s AND account_id %s
        AND kind IN (<kinds>) AND (kind <> 'charge' OR amount > 0) AND id <= :start
      ORDER BY id DESC LIMIT :max
      """;

  private EntryRows() {}

  static EntryPage page(Handle handle, EntryQuery query, int max, long start) {
    Query page = handle.createQuery(sql(query));
    if (query.accountId() != null) {
      page.bind("account", query.accountId());
    }
    List<LedgerEntry> entries =
        page.bindList("kinds", query.kinds().stream().map(EntryKind::word).toList())
            .bind("start", start)
            .bind("max", max + 1)
            .map((row, context) -> read(row))
            .list();
    return entries.size() > max
        ? new EntryPage(entries.subList(0, max), entries.get(max).id())
        : new EntryPage(entries, null);
  }

  private static String sql(EntryQuery query) {
    return PAGE.formatted(
        query.kinds().contains(EntryKind.CHARGE) ? ALL : CREDIT,
        query.accountId() == null ? "IS NOT NULL" : "= :account");
  }

  private static LedgerEntry read(ResultSet row) throws SQLException {
    return new LedgerEntry(
        row.getLong("id"),
        EntryKind.parse(row.getString("kind")),
        row.getLong("account_id"),
        row.getString("account"),
        Money.nanos(row.getLong("moved")),
        row.getString("key"),
        row.getString("request"),
        row.getString("reference"),
        row.getString("note"),
        Instant.ofEpochMilli(row.getLong("at")));
  }
}
