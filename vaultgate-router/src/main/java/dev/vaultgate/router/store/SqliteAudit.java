package dev.vaultgate.router.store;

import dev.vaultgate.router.audit.AuditEntry;
import dev.vaultgate.router.audit.AuditLog;
import dev.vaultgate.router.audit.AuditPage;
import dev.vaultgate.router.audit.AuditQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries in the table {@code audit}, whose triggers refuse to change or remove any. */
final class SqliteAudit implements AuditLog {

  private final SqliteWriter writer;
  private final SqliteReads reads;

  SqliteAudit(SqliteWriter writer, SqliteReads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public void add(AuditEntry entry) {
    writer.write(
        db ->
            db.run(
                "INSERT INTO audit (at, actor_id, actor, action, object, before, after, request_id,"
                    + " address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.at().toEpochMilli(),
                entry.actorId(),
                entry.actor(),
                entry.action(),
                entry.object(),
                entry.before(),
                entry.after(),
                entry.requestId(),
                entry.address()));
  }

  @Override
  public AuditPage page(AuditQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("start", Pages.start(from));
    String where = where(query, values);
    List<Long> ids = new ArrayList<>();
    List<AuditEntry> entries =
        reads.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM audit WHERE id <= :start"
                            + where
                            + " ORDER BY id DESC LIMIT :max")
                    .bindMap(values)
                    .bind("max", max + 1)
                    .map(
                        (row, context) -> {
                          ids.add(row.getLong("id"));
                          return entry(row);
                        })
                    .list());
    return entries.size() > max
        ? new AuditPage(entries.subList(0, max), ids.get(max))
        : new AuditPage(entries, null);
  }

  private static String where(AuditQuery query, Map<String, Object> values) {
    StringBuilder where = new StringBuilder();
    if (query.from() != null) {
      where.append(" AND at >= :from");
      values.put("from", query.from().toEpochMilli());
    }
    if (query.until() != null) {
      where.append(" AND at < :until");
      values.put("until", query.until().toEpochMilli());
    }
    if (query.actorId() != null) {
      where.append(" AND actor_id = :actor");
      values.put("actor", query.actorId());
    }
    if (query.action() != null) {
      where.append(" AND action = :action");
      values.put("action", query.action());
    }
    if (query.object() != null) {
      where.append(" AND object = :object");
      values.put("object", query.object());
    }
    return where.toString();
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("actor_id"),
        row.getString("actor"),
        row.getString("action"),
        row.getString("object"),
        row.getString("before"),
        row.getString("after"),
        row.getString("request_id"),
        row.getString("address"));
  }
}
