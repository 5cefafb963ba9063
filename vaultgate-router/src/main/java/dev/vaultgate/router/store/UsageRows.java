package dev.vaultgate.router.store;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Usage records as rows. For the writer's thread, but for reading. */
final class UsageRows {

  /** What {@link #read} reads, of records {@code r} and their kinds {@code k}. */
  static final String SELECTED =
      "r.*, k.account_id, k.account, k.project_id, k.key_id, k.type, k.model, k.provider,"
          + " k.upstream_model, k.outcome, k.status, k.error_code";

  private final UsageNumbers numbers = new UsageNumbers();
  private final UsageKinds kinds = new UsageKinds();
  private final UsageSums sums = new UsageSums();

  /** Remembers nothing that may have been rolled back. */
  void forget() {
    kinds.forget();
    sums.forget();
  }

  /** Writes a call in the open transaction, and adds it to the sums of its kinds. */
  void insert(Statements db, UsageRecord call) throws SQLException {
    long kind = 0;
    for (UsageKind.Scope scope : UsageKind.Scope.values()) {
      kind = kinds.number(db, UsageKind.of(call, scope));
      sums.add(kind, call);
    }
    // The number may be taken by a call of an earlier process that began in the same millisecond.
    while (insert(db, numbers.next(call.startedAt()), kind, call) == 0) {}
  }

  /** Writes the sums of what was inserted, before the transaction is committed. */
  void writeSums(Statements db) throws SQLException {
    sums.write(db);
  }

  /**
   * Adds a row.
   *
   * @param kind of the last scope, which looks at everything
   */
  private static int insert(Statements db, long number, long kind, UsageRecord call)
      throws SQLException {
    Usage usage = call.usage();
    return db.run(
        "INSERT INTO usage_record (id, kind_id, request_id, attempts, stream, prompt_tokens,"
            + " completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, usage_source,"
            + " cost, rates, millis, first_content_millis, bytes_in, bytes_out, images, image_size,"
            + " image_quality)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO NOTHING",
        number,
        kind,
        call.requestId(),
        call.attempts(),
        call.stream() ? 1L : 0L,
        usage.promptTokens(),
        usage.completionTokens(),
        usage.cachedTokens(),
        usage.cacheWriteTokens(),
        usage.reasoningTokens(),
        call.source().word(),
        call.cost().nanos(),
        call.rates(),
        call.millis(),
        call.firstContentMillis(),
        call.bytesIn(),
        call.bytesOut(),
        (long) call.images().count(),
        call.images().size(),
        call.images().quality());
  }

  static UsageRecord read(ResultSet row) throws SQLException {
    return new UsageRecord(
        row.getString("request_id"),
        UsageNumbers.startedAt(row.getLong("id")),
        row.getString("key_id"),
        row.getLong("account_id"),
        row.getString("account"),
        row.getString("project_id"),
        ModelType.parse(row.getString("type")),
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
        images(row),
        UsageSource.parse(row.getString("usage_source")),
        Money.nanos(row.getLong("cost")),
        row.getString("rates"),
        row.getLong("millis"),
        KeyRows.number(row, "first_content_millis"),
        row.getLong("bytes_in"),
        row.getLong("bytes_out"));
  }

  private static ImagesMade images(ResultSet row) throws SQLException {
    int count = row.getInt("images");
    return count == 0
        ? ImagesMade.NONE
        : new ImagesMade(count, row.getString("image_size"), row.getString("image_quality"));
  }
}
