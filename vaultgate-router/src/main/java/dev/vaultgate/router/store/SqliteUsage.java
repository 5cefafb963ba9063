package dev.vaultgate.router.store;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Usage records in SQLite. They wait in a bounded queue and ride in the writer's batches, a few at
 * a time so that no hold waits long behind them. What does not fit is dropped and counted: a lost
 * record changes no balance.
 */
final class SqliteUsage implements UsageLog, AutoCloseable {

  private static final int WAITING_MAX = 10_000;
  private static final int AT_ONCE = 128;

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final BlockingQueue<UsageRecord> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

  /** Whether the writer has a piece of work that will take what waits. */
  private final AtomicBoolean announced = new AtomicBoolean();

  private final LongAdder dropped = new LongAdder();

  SqliteUsage(SqliteWriter writer, SqliteReads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public void accept(UsageRecord call) {
    if (!waiting.offer(call)) {
      dropped.increment();
    }
    announce();
  }

  private void announce() {
    if (!waiting.isEmpty() && announced.compareAndSet(false, true)) {
      writer.owe(new Write());
    }
  }

  /** Some records on their way. Run again after a rollback, it writes the same ones again. */
  private final class Write implements SqliteWriter.Work<Integer> {
    private final List<UsageRecord> taken = new ArrayList<>(AT_ONCE);

    @Override
    public Integer run(Statements db) throws SQLException {
      if (taken.isEmpty()) {
        waiting.drainTo(taken, AT_ONCE);
        announced.set(false);
        announce();
      }
      for (UsageRecord call : taken) {
        insert(db, call);
      }
      return taken.size();
    }
  }

  static void insert(Statements db, UsageRecord call) throws SQLException {
    Usage usage = call.usage();
    db.run(
        "INSERT INTO usage_record (request_id, started_at, key_id, account, model, provider,"
            + " upstream_model, attempts, stream, outcome, status, error_code, prompt_tokens,"
            + " completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, usage_source,"
            + " cost, rates, millis, first_content_millis, bytes_in, bytes_out)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
        call.rates(),
        call.millis(),
        call.firstContentMillis(),
        call.bytesIn(),
        call.bytesOut());
  }

  @Override
  public UsagePage page(UsageQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    flush();
    return reads.read(handle -> UsageRows.page(handle, query, max, Pages.start(from)));
  }

  @Override
  public Totals totals(UsageQuery query) {
    flush();
    return reads.read(handle -> UsageRows.totals(handle, query));
  }

  /** Waits for the records that came before: the writer works in order. */
  private void flush() {
    for (int left = waiting.size(); left > 0; left -= AT_ONCE) {
      announce();
      writer.write(db -> 0);
    }
    writer.write(db -> 0);
  }

  int pending() {
    return waiting.size();
  }

  @Override
  public long dropped() {
    return dropped.sum();
  }

  /** Leaves what waits to the writer, before it is closed. */
  @Override
  public void close() {
    announce();
  }
}
