package dev.vaultgate.examples.scale;

import com.sun.management.OperatingSystemMXBean;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageRecord;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Whether a store that has grown makes requests dearer: what calls write (a hold, a settlement, a
 * usage record) goes in turn into an empty store and into one with ten million calls, and the CPU
 * time of both is compared.
 *
 * <p>Arguments: a folder for both stores, and how many calls. A store that is there is used as it
 * is.
 */
public final class WritesAtScale {

  private static final long SEED = 20_261_128;
  private static final long CALLS = 10_000_000;
  private static final int CALLERS = 16;
  private static final int KEYS = 64;
  private static final int ROUNDS = 7;
  private static final int CALLS_A_ROUND = 20_000;
  private static final double GOAL = 1.1;

  private final String name;
  private final Store store;
  private final List<Payer> payers = new ArrayList<>();
  private final Calls calls;
  private final double[] micros = new double[ROUNDS];

  private WritesAtScale(String name, Store store) {
    this.name = name;
    this.store = store;
    SystemTime time = SystemTime.system();
    this.calls =
        new Calls(
            time.nanoTime(), time.now(), Duration.ofMinutes(5), (ROUNDS + 1L) * CALLS_A_ROUND);
    Keys keys = new Keys(store.keys(), time);
    for (int i = 0; i < KEYS; i++) {
      ApiKey key = keys.create(KeySpec.named("writer " + i).account("account " + i % 16)).key();
      payers.add(new Payer(key.account().id(), null, key.id()));
      store.ledger().topUp(key.account().id(), Money.dollars(1_000), "start " + key.id());
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : CALLS;
    Path grown = folder.resolve("grown.db");
    if (!Files.exists(grown)) {
      GrownStore.make(grown, SEED, count);
    }
    Path empty = Files.createTempDirectory(folder, "empty").resolve("empty.db");
    try (Store few = Store.sqlite(empty);
        Store many = Store.sqlite(grown)) {
      compare(new WritesAtScale("empty", few), new WritesAtScale("grown", many));
    }
    System.out.printf("grown store: %,d MB%n", Files.size(grown) / 1_000_000);
  }

  private static void compare(WritesAtScale empty, WritesAtScale grown)
      throws InterruptedException, ExecutionException {
    empty.write();
    grown.write();
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      empty.micros[round] = empty.write();
      grown.micros[round] = grown.write();
      ratios[round] = grown.micros[round] / empty.micros[round];
    }
    empty.print();
    grown.print();
    double ratio = median(ratios);
    System.out.printf(
        "grown to empty: %.2f (at most %.1f)%s%n", ratio, GOAL, ratio <= GOAL ? "" : " MISSED");
  }

  private void print() {
    System.out.printf(
        "%s: %.1f µs of CPU time a call, %d usage records dropped%n",
        name, median(micros), store.usage().dropped());
  }

  /** What a call's writes take of all threads' CPU time, in microseconds. */
  private double write() throws InterruptedException, ExecutionException {
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < CALLS_A_ROUND; i++) {
      records.add(calls.next());
    }
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      long began = cpuNanos();
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        callers.add(pool.submit(() -> write(records, caller)));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      store.usage().newest(1); // Waits for those on their way.
      return (cpuNanos() - began) / 1e3 / CALLS_A_ROUND;
    } finally {
      pool.shutdownNow();
    }
  }

  private void write(List<UsageRecord> records, int caller) {
    for (int i = caller; i < records.size(); i += CALLERS) {
      UsageRecord call = records.get(i);
      Hold hold =
          store
              .ledger()
              .hold(
                  new HoldRequest(
                      call.requestId(), call.model(), payers.get(i % KEYS), Money.nanos(2_000), 9));
      store.ledger().settle(hold, new Charge(Money.nanos(900), 9, "p1"));
      store.usage().accept(call);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** What all threads have used. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : System.nanoTime();
  }
}
