package dev.vaultgate.router.store;

import dev.vaultgate.router.alert.Alert;
import dev.vaultgate.router.alert.AlertDraft;
import dev.vaultgate.router.alert.AlertKind;
import dev.vaultgate.router.alert.AlertPage;
import dev.vaultgate.router.alert.AlertQuery;
import dev.vaultgate.router.alert.AlertSettings;
import dev.vaultgate.router.alert.AlertStore;
import dev.vaultgate.router.alert.AlertWay;
import dev.vaultgate.router.alert.Delivery;
import dev.vaultgate.router.alert.Webhook;
import dev.vaultgate.router.credit.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Alerts in the tables {@code alert}, {@code alert_delivery} and {@code alert_settings}. */
final class SqliteAlerts implements AlertStore {

  private static final String LINE = "\n";

  private final SqliteWriter writer;
  private final SqliteReads reads;

  SqliteAlerts(SqliteWriter writer, SqliteReads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public boolean add(AlertDraft alert, Set<AlertWay> ways) {
    return writer.write(db -> add(db, alert, ways));
  }

  private static boolean add(Statements db, AlertDraft alert, Set<AlertWay> ways)
      throws SQLException {
    boolean isNew =
        db.run(
                "INSERT INTO alert (owner, kind, subject, text, details, occasion, at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (occasion) DO NOTHING",
                alert.owner(),
                alert.kind().word(),
                alert.subject(),
                alert.text(),
                alert.details(),
                alert.occasion(),
                alert.at().toEpochMilli())
            == 1;
    if (isNew) {
      for (AlertWay way : ways) {
        db.run(
            "INSERT INTO alert_delivery (alert_id, way, next_at)"
                + " SELECT id, ?, ? FROM alert WHERE occasion = ?",
            way.word(),
            alert.at().toEpochMilli(),
            alert.occasion());
      }
    }
    return isNew;
  }

  @Override
  public AlertPage page(AlertQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    List<Alert> found =
        reads.read(
            handle ->
                wanted(handle, "SELECT * FROM alert WHERE id <= :start", query)
                    .bind("start", Pages.start(from))
                    .bind("max", max + 1)
                    .map((row, context) -> read(row))
                    .list());
    return found.size() > max
        ? new AlertPage(found.subList(0, max), found.get(max).id())
        : new AlertPage(found, null);
  }

  private static Query wanted(Handle handle, String select, AlertQuery query) {
    Query wanted = handle.createQuery(select + conditions(query) + " ORDER BY id DESC LIMIT :max");
    return query.owners().isEmpty() ? wanted : wanted.bindList("owners", query.owners());
  }

  private static String conditions(AlertQuery query) {
    return (query.owners().isEmpty() ? "" : " AND owner IN (<owners>)")
        + (query.unread() ? " AND read_at IS NULL" : "");
  }

  @Override
  public long unread(AlertQuery query) {
    return reads.read(
        handle -> {
          Query count =
              handle.createQuery(
                  "SELECT count(*) FROM alert WHERE read_at IS NULL" + conditions(query));
          return (query.owners().isEmpty() ? count : count.bindList("owners", query.owners()))
              .mapTo(Long.class)
              .one();
        });
  }

  @Override
  public int read(AlertQuery query, @Nullable Long id, Instant at) {
    return writer.write(db -> read(db, query, id, at));
  }

  private static int read(Statements db, AlertQuery query, @Nullable Long id, Instant at)
      throws SQLException {
    String one = "UPDATE alert SET read_at = ?1 WHERE read_at IS NULL AND (id = ?2 OR ?2 IS NULL)";
    if (query.owners().isEmpty()) {
      return db.run(one, at.toEpochMilli(), id);
    }
    int count = 0;
    for (long owner : query.owners()) {
      count += db.run(one + " AND owner = ?3", at.toEpochMilli(), id, owner);
    }
    return count;
  }

  @Override
  public AlertSettings settings(long account) {
    return reads.read(
        handle ->
            handle
                .createQuery("SELECT * FROM alert_settings WHERE account_id = :account")
                .bind("account", account)
                .map((row, context) -> settings(row))
                .findOne()
                .orElse(AlertSettings.USUAL));
  }

  @Override
  public void configure(long account, AlertSettings settings) {
    if (!writer.write(db -> configure(db, account, settings))) {
      throw LedgerRules.unknownAccount(account);
    }
  }

  private static boolean configure(Statements db, long account, AlertSettings settings)
      throws SQLException {
    if (db.number("SELECT 1 FROM account WHERE id = ?", account) == null) {
      return false;
    }
    Money floor = settings.floor();
    Webhook webhook = settings.webhook();
    db.run(
        "INSERT OR REPLACE INTO alert_settings"
            + " (account_id, thresholds, floor, webhook_url, webhook_secret, mail)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        account,
        settings.thresholds().stream().map(String::valueOf).collect(Collectors.joining(LINE)),
        floor == null ? null : floor.nanos(),
        webhook == null ? null : webhook.url(),
        webhook == null ? null : webhook.secret(),
        settings.mail() ? 1L : 0L);
    return true;
  }

  @Override
  public List<Delivery> due(Instant now, int max) {
    return reads.read(
        handle ->
            handle
                .createQuery(
                    "SELECT d.id AS delivery, d.way, d.attempts, a.*"
                        + " FROM alert_delivery d JOIN alert a ON a.id = d.alert_id"
                        + " WHERE d.next_at <= :now ORDER BY d.next_at, d.id LIMIT :max")
                .bind("now", now.toEpochMilli())
                .bind("max", max)
                .map(
                    (row, context) ->
                        new Delivery(
                            row.getLong("delivery"),
                            read(row),
                            AlertWay.parse(row.getString("way")),
                            row.getInt("attempts")))
                .list());
  }

  @Override
  public void delivered(long delivery) {
    writer.write(db -> db.run("DELETE FROM alert_delivery WHERE id = ?", delivery));
  }

  @Override
  public void failed(long delivery, @Nullable Instant nextAt) {
    writer.write(
        db ->
            nextAt == null
                ? db.run("DELETE FROM alert_delivery WHERE id = ?", delivery)
                : db.run(
                    "UPDATE alert_delivery SET attempts = attempts + 1, next_at = ? WHERE id = ?",
                    nextAt.toEpochMilli(),
                    delivery));
  }

  @Override
  public void forget(Instant before) {
    writer.write(db -> db.run("DELETE FROM alert WHERE at < ?", before.toEpochMilli()));
  }

  private static Alert read(ResultSet row) throws SQLException {
    return new Alert(
        row.getLong("id"),
        row.getLong("owner"),
        AlertKind.parse(row.getString("kind")),
        row.getString("subject"),
        row.getString("text"),
        row.getString("details"),
        Instant.ofEpochMilli(row.getLong("at")),
        KeyRows.instant(row, "read_at"));
  }

  private static AlertSettings settings(ResultSet row) throws SQLException {
    Long floor = KeyRows.number(row, "floor");
    String url = row.getString("webhook_url");
    return new AlertSettings(
        row.getString("thresholds").lines().map(Integer::valueOf).toList(),
        floor == null ? null : Money.nanos(floor),
        url == null ? null : new Webhook(url, row.getString("webhook_secret")),
        row.getBoolean("mail"));
  }
}
