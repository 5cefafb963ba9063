package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.Records;
import dev.vaultgate.router.usage.UsageCutoff;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageSpan;
import dev.vaultgate.router.usage.UsageTotals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUsageTest extends UsageLogContract {

  @TempDir private Path folder;

  @Override
  SqliteStore open() {
    return SqliteStore.open(folder.resolve("test.db"), time, SqliteSettings.USUAL);
  }

  private SqliteStore sqlite() {
    return (SqliteStore) store;
  }

  private void reopen() {
    store.close();
    store = open();
  }

  @Test
  void callsOfTwoProcessesThatBeganAtTheSameTimeAreBothKept() {
    store.usage().accept(Records.ok("one"));
    reopen();
    store.usage().accept(Records.ok("two"));

    assertThat(store.usage().newest(9)).extracting(UsageRecord::requestId).contains("one", "two");
    assertThat(store.usage().totals().calls()).isEqualTo(2);
  }

  @Test
  void sumsOutliveTheirRecords() {
    for (int day = 0; day < 20; day++) {
      store.usage().accept(at(Records.NOON.minus(Duration.ofDays(day))));
    }

    forget(Records.NOON.minus(Duration.ofDays(5)), Records.NOON.minus(Duration.ofDays(20)));

    assertThat(store.usage().newest(100)).hasSize(6);
    assertThat(store.usage().totals().calls()).isEqualTo(20);
  }

  @Test
  void whereHoursAreForgottenSumsAreOfDays() {
    Instant start = Instant.parse("2026-11-01T00:30:00Z");
    for (int hour = 0; hour < 24 * 20; hour++) {
      store.usage().accept(at(start.plus(Duration.ofHours(hour))));
    }
    Instant fifth = Instant.parse("2026-11-05T05:00:00Z");

    UsageLog.Forgetting forgetting =
        store.usage().forget(new UsageCutoff(fifth, fifth.plus(Duration.ofDays(5)), start));
    finish(forgetting);

    UsageQuery query = UsageQuery.ALL.between(fifth, fifth.plus(Duration.ofDays(10)));
    assertThat(store.usage().summary(query).span())
        .isEqualTo(
            new UsageSpan(
                Instant.parse("2026-11-05T00:00:00Z"), Instant.parse("2026-11-15T05:00:00Z")));
    assertThat(store.usage().summary(query).totals().calls()).isEqualTo(10 * 24 + 5);
  }

  @Test
  void kindsOfWhichNothingIsLeftAreForgottenAndComeBack() {
    store.usage().accept(at(Records.NOON));
    store.usage().newest(1);
    forget(Records.NOON.plus(Duration.ofDays(9)), Records.NOON.plus(Duration.ofDays(9)));

    assertThat(count("usage_kind")).isZero();
    store.usage().accept(at(Records.NOON));
    assertThat(store.usage().newest(9)).hasSize(1);
    assertThat(count("usage_kind")).isEqualTo(4);
  }

  @Test
  void aKindThatWasRolledBackIsWrittenAgain() {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    sqlite().writer().owe(db -> awaited(mayGoOn));
    store.usage().accept(at(Records.NOON));
    sqlite().writer().owe(db -> db.run("UPDATE usage_kept SET hours_from = NULL"));
    mayGoOn.countDown();

    assertThat(
            store.usage().page(UsageQuery.ALL.where(UsageSide.MODEL, "m-text"), 9, null).records())
        .containsExactly(at(Records.NOON));
    assertThat(store.usage().totals()).isEqualTo(UsageTotals.of(at(Records.NOON)));
  }

  @Test
  void anInterruptedCallIsRecordedWithItsSides() {
    long account = account(Money.dollars(1)).id();
    store
        .ledger()
        .hold(
            new HoldRequest("lost", "m-image", new Payer(account, null, null), Money.nanos(5), 0));
    reopen();

    UsageRecord call = store.usage().newest(1).get(0);
    assertThat(call.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(call.accountId()).isEqualTo(account);
    assertThat(call.type().key()).isEqualTo("image");
    assertThat(store.usage().totals().failed()).isEqualTo(1);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(9, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void forget(Instant records, Instant sums) {
    finish(store.usage().forget(new UsageCutoff(records, sums, sums)));
  }

  private static void finish(UsageLog.Forgetting forgetting) {
    boolean more = true;
    while (more) {
      more = forgetting.step();
    }
  }

  private long count(String table) {
    return sqlite().writer().write(db -> db.number("SELECT count(*) FROM " + table));
  }

  private static UsageRecord at(Instant startedAt) {
    return Records.record("r", startedAt, "key_1", "m-text", Outcome.OK);
  }
}
