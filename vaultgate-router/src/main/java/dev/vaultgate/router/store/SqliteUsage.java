package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.UsageCutoff;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsagePoint;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRanking;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageStep;
import dev.vaultgate.router.usage.UsageSummary;
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
final class SqliteUsage implements UsageLog, SqliteWriter.Companion, AutoCloseable {

  private static final int WAITING_MAX = 10_000;
  private static final int AT_ONCE = 128;

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final BlockingQueue<UsageRecord> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

  /** Whether the writer has a piece of work that will take what waits. */
  private final AtomicBoolean announced = new AtomicBoolean();

  private final UsageRows rows = new UsageRows();
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

  /** Writes a call in the open transaction. For the writer's thread. */
  void insert(Statements db, UsageRecord call) throws SQLException {
    rows.insert(db, call);
  }

  @Override
  public void write(Statements db) throws SQLException {
    rows.writeSums(db);
  }

  @Override
  public void committed() {}

  @Override
  public void rolledBack() {
    rows.forget();
  }

  @Override
  public UsagePage page(UsageQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    Pages.checkSearch(query);
    flush();
    return reads.read(handle -> UsagePages.read(handle, query, max, Pages.start(from)));
  }

  @Override
  public UsageSummary summary(UsageQuery query) {
    Pages.checkSummable(query);
    flush();
    return reads.read(handle -> UsageAnswers.summary(handle, query));
  }

  @Override
  public List<UsagePoint> series(UsageQuery query, UsageStep step) {
    Pages.checkSummable(query);
    flush();
    return reads.read(handle -> UsageAnswers.series(handle, query, step));
  }

  @Override
  public UsageRanking ranking(UsageQuery query, UsageSide by, UsageMeasure measure, int max) {
    Pages.checkSummable(query);
    Pages.checkPlaces(max);
    flush();
    return reads.read(handle -> UsageAnswers.ranking(handle, query, by, measure, max));
  }

  @Override
  public Forgetting forget(UsageCutoff cutoff) {
    return new SqliteForgetting(writer, rows, cutoff);
  }

  /** Waits for the records that came before: the writer works in order. */
  private void flush() {
    for (int left = waiting.size(); left > 0; left -= AT_ONCE) {
      announce();
      writer.ask(db -> 0);
    }
    writer.ask(db -> 0);
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
