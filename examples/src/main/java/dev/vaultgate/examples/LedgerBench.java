package dev.vaultgate.examples;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What the ledger in SQLite can do, with every commit on the disk: pairs of hold and settlement a
 * second with 64 callers, and how long a hold takes at 1,000 a second. The store is made in the
 * folder that is named, or else in the one this was started in, since a folder in memory would say
 * nothing.
 */
public final class LedgerBench {

  private static final int CALLERS = 64;
  private static final int ACCOUNTS = 16;
  private static final int KEYS = 64;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int WARM_UP_SECONDS = 5;
  private static final int SECONDS = 10;
  private static final int HOLDS_A_SECOND = 1_000;

  private final Ledger ledger;
  private final List<Payer> payers = new ArrayList<>();

  private LedgerBench(Store store) {
    this.ledger = store.ledger();
    Keys keys = new Keys(store.keys(), SystemTime.system());
    for (int i = 0; i < KEYS; i++) {
      ApiKey key = keys.create(KeySpec.named("key " + i).account("account " + i % ACCOUNTS)).key();
      payers.add(new Payer(key.account().id(), null, key.id()));
    }
    for (int i = 0; i < ACCOUNTS; i++) {
      Long account = payers.get(i).accountId();
      ledger.topUp(account == null ? 0 : account, Money.dollars(1_000_000), "start " + i);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path folder =
        Files.createTempDirectory(
            Path.of(arguments.length == 0 ? "." : arguments[0]).toAbsolutePath(), "ledger-bench");
    try (Store store = Store.sqlite(folder.resolve("bench.db"))) {
      LedgerBench bench = new LedgerBench(store);
      bench.pairs(WARM_UP_SECONDS);
      System.out.printf(
          "hold and settle, %d callers: %,d pairs/s%n", CALLERS, bench.pairs(SECONDS));
      long[] nanos = bench.holds(SECONDS);
      System.out.printf(
          "hold at %,d/s: p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
          HOLDS_A_SECOND, millis(nanos, 0.50), millis(nanos, 0.99), millis(nanos, 1));
      System.out.println(
          bench.ledger.verify().isEmpty() ? "the books are right" : "THE BOOKS ARE NOT RIGHT");
    } finally {
      delete(folder);
    }
  }

  /** Every caller holds and settles, one after the other, as fast as it goes. */
  private long pairs(int seconds) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      CountDownLatch start = new CountDownLatch(1);
      long end = System.nanoTime() + seconds * SECOND;
      List<Future<Long>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Payer payer = payers.get(i % KEYS);
        callers.add(
            pool.submit(
                () -> {
                  start.await();
                  long pairs = 0;
                  while (System.nanoTime() - end < 0) {
                    ledger.settle(hold(payer), new Charge(Money.nanos(700), 30, "p1"));
                    pairs++;
                  }
                  return pairs;
                }));
      }
      start.countDown();
      long sum = 0;
      for (Future<Long> caller : callers) {
        sum += caller.get();
      }
      return sum / seconds;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Holds begin at even intervals, whether those before them are done or not. */
  private long[] holds(int seconds) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<Long>> holds = new ArrayList<>();
      long begin = System.nanoTime();
      for (int i = 0; i < seconds * HOLDS_A_SECOND; i++) {
        long due = begin + i * (SECOND / HOLDS_A_SECOND);
        while (System.nanoTime() - due < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        Payer payer = payers.get(i % KEYS);
        holds.add(pool.submit(() -> timed(payer, due)));
      }
      long[] nanos = new long[holds.size()];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = holds.get(i).get();
      }
      Arrays.sort(nanos);
      return nanos;
    } finally {
      pool.shutdownNow();
    }
  }

  /** From when it was due, so that waiting for a thread counts. */
  private long timed(Payer payer, long due) {
    Hold hold = hold(payer);
    long took = System.nanoTime() - due;
    ledger.settle(hold, new Charge(Money.nanos(700), 30, "p1"));
    return took;
  }

  private Hold hold(Payer payer) {
    return ledger.hold(new HoldRequest("request", "m-text", payer, Money.nanos(1_000), 100));
  }

  private static double millis(long[] sorted, double part) {
    int place = (int) Math.ceil(part * sorted.length) - 1;
    return sorted[Math.max(0, place)] / 1e6;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
