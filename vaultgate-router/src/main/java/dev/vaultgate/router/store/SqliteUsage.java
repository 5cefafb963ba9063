package dev.vaultgate.router.store;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Usage records in SQLite, written off the request's path in the writer's batches. */
final class SqliteUsage implements UsageLog {

  private final SqliteWriter writer;
  private final Jdbi reads;
  private final LongAdder dropped = new LongAdder();

  SqliteUsage(SqliteWriter writer, Jdbi reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public void accept(UsageRecord call) {
    try {
      writer.writeLater(db -> insert(db, call));
    } catch (ServerException e) {
      // The queue is full or closed. A lost record changes no balance.
      dropped.increment();
    }
  }

  private static int insert(Statements db, UsageRecord call) throws SQLException {
    Usage usage = call.usage();
    return db.run(
        "INSERT INTO usage_record (request_id, started_at, key_id, account, model, provider,"
            + " upstream_model, attempts, stream, outcome, status, error_code, prompt_tokens,"
            + " completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, usage_source,"
            + " cost, millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        call.requestId(),
        call.startedAt().toEpochMilli(),
        call.keyId(),
        call.account(),
        call.model(),
        call.provider(),
        call.upstreamModel(),
        call.attempts(),
        call.stream() ? 1L : 0L,
        call.outcome().word(),
        (long) call.status(),
        call.errorCode(),
        usage.promptTokens(),
        usage.completionTokens(),
        usage.cachedTokens(),
        usage.cacheWriteTokens(),
        usage.reasoningTokens(),
        call.source().word(),
        call.cost().nanos(),
        call.millis());
  }

  @Override
  public List<UsageRecord> newest(int max) {
    flush();
    return reads.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM usage_record ORDER BY id DESC LIMIT :max")
                .bind("max", max)
                .map(SqliteUsage::read)
                .list());
  }

  @Override
  public Totals totals() {
    flush();
    return reads.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*), COALESCE(SUM(outcome <> 'ok'), 0),"
                        + " COALESCE(SUM(prompt_tokens), 0), COALESCE(SUM(completion_tokens), 0),"
                        + " COALESCE(SUM(cost), 0) FROM usage_record")
                .map(
                    (rows, context) ->
                        new Totals(
                            rows.getLong(1),
                            rows.getLong(2),
                            rows.getLong(3),
                            rows.getLong(4),
                            Money.nanos(rows.getLong(5))))
                .one());
  }

  /** Waits for the records before: the writer works in order. */
  private void flush() {
    writer.write(db -> 0);
  }

  private static UsageRecord read(ResultSet rows, StatementContext context) throws SQLException {
    long prompt = rows.getLong("prompt_tokens");
    long completion = rows.getLong("completion_tokens");
    return new UsageRecord(
        rows.getString("request_id"),
        Instant.ofEpochMilli(rows.getLong("started_at")),
        rows.getString("key_id"),
        rows.getString("account"),
        rows.getString("model"),
        rows.getString("provider"),
        rows.getString("upstream_model"),
        rows.getString("attempts"),
        rows.getBoolean("stream"),
        Outcome.parse(rows.getString("outcome")),
        rows.getInt("status"),
        rows.getString("error_code"),
        new Usage(
            prompt,
            completion,
            prompt + completion,
            rows.getLong("cached_tokens"),
            rows.getLong("cache_write_tokens"),
            rows.getLong("reasoning_tokens"),
            Map.of()),
        UsageSource.parse(rows.getString("usage_source")),
        Money.nanos(rows.getLong("cost")),
        rows.getLong("millis"));
  }

  @Override
  public long dropped() {
    return dropped.sum();
  }
}
