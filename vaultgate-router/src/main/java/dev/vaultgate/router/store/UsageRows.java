package dev.vaultgate.router.store;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Usage records as rows, and the questions asked about them. */
final class UsageRows {

  private UsageRows() {}

  /** Conditions of our own words, and the values bound to them. */
  private record Where(String sql, Map<String, Object> values) {}

  private static Where where(UsageQuery query) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder sql = new StringBuilder(" WHERE TRUE");
    if (query.from() != null) {
      sql.append(" AND started_at >= :from");
      values.put("from", query.from().toEpochMilli());
    }
    if (query.until() != null) {
      sql.append(" AND started_at < :until");
      values.put("until", query.until().toEpochMilli());
    }
    if (query.keyId() != null) {
      sql.append(" AND key_id = :key");
      values.put("key", query.keyId());
    }
    if (query.account() != null) {
      sql.append(" AND account = :account");
      values.put("account", query.account());
    }
    if (query.model() != null) {
      sql.append(" AND model = :model");
      values.put("model", query.model());
    }
    if (query.outcome() != null) {
      sql.append(" AND outcome = :outcome");
      values.put("outcome", query.outcome().word());
    }
    return new Where(sql.toString(), values);
  }

  static UsagePage page(Handle handle, UsageQuery query, int max, long start) {
    Where where = where(query);
    Query rows =
        handle
            .createQuery(
                "SELECT * FROM usage_record"
                    + where.sql()
                    + " AND id <= :start ORDER BY id DESC LIMIT :max")
            .bindMap(where.values())
            .bind("start", start)
            .bind("max", max + 1);
    List<UsageRecord> records = new ArrayList<>(max);
    List<Long> ids = new ArrayList<>(max);
    rows.map(
            (row, context) -> {
              ids.add(row.getLong("id"));
              return read(row);
            })
        .forEach(records::add);
    return records.size() > max
        ? new UsagePage(records.subList(0, max), ids.get(max))
        : new UsagePage(records, null);
  }

  static UsageLog.Totals totals(Handle handle, UsageQuery query) {
    Where where = where(query);
    return handle
        .createQuery(
            "SELECT count(*), coalesce(sum(outcome <> 'ok'), 0), coalesce(sum(prompt_tokens), 0),"
                + " coalesce(sum(completion_tokens), 0), coalesce(sum(cost), 0) FROM usage_record"
                + where.sql())
        .bindMap(where.values())
        .map(
            (row, context) ->
                new UsageLog.Totals(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    Money.nanos(row.getLong(5))))
        .one();
  }

  private static UsageRecord read(ResultSet row) throws SQLException {
    return new UsageRecord(
        row.getString("request_id"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        row.getString("key_id"),
        row.getString("account"),
        row.getString("model"),
        row.getString("provider"),
        row.getString("upstream_model"),
        row.getString("attempts"),
        row.getBoolean("stream"),
        Outcome.parse(row.getString("outcome")),
        row.getInt("status"),
        row.getString("error_code"),
        Usage.of(
            row.getLong("prompt_tokens"),
            row.getLong("completion_tokens"),
            row.getLong("cached_tokens"),
            row.getLong("cache_write_tokens"),
            row.getLong("reasoning_tokens")),
        UsageSource.parse(row.getString("usage_source")),
        Money.nanos(row.getLong("cost")),
        row.getString("rates"),
        row.getLong("millis"),
        KeyRows.number(row, "first_content_millis"),
        row.getLong("bytes_in"),
        row.getLong("bytes_out"));
  }
}
