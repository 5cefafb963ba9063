package dev.vaultgate.examples.bench.jmh;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A call's credit: held and settled, in memory and in a SQLite file of the folder that this was
 * started in, where both wait for the disk. Alone a caller waits for commits of his own; of 64,
 * whose time is that of one of them, all share each.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LedgerBenchmark {

  private static final int KEYS = 64;
  private static final Money PRICE = Money.nanos(700);

  /** A store with accounts that have credit. */
  @State(Scope.Benchmark)
  public static class Books {

    /** Where they are kept. */
    @Param({"memory", "sqlite"})
    public String kept = "memory";

    private final AtomicInteger callers = new AtomicInteger();
    private final Payer[] payers = new Payer[KEYS];
    private Path folder = Path.of(".");
    private Store store = Store.inMemory();

    @Setup(Level.Trial)
    public void open() throws IOException {
      if (kept.equals("sqlite")) {
        folder = Files.createTempDirectory(Path.of(".").toAbsolutePath(), "ledger-bench");
        store = Store.sqlite(folder.resolve("bench.db"));
      }
      Keys keys = new Keys(store.keys(), SystemTime.system());
      for (int i = 0; i < KEYS; i++) {
        ApiKey key = keys.create(KeySpec.named("key " + i).account("account " + i)).key();
        store.ledger().topUp(key.account().id(), Money.dollars(1_000_000), "start " + i);
        payers[i] = new Payer(key.account().id(), null, key.id());
      }
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
      store.close();
      if (kept.equals("sqlite")) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /** One who pays. */
  @State(Scope.Thread)
  public static class Caller {

    private Payer payer = Payer.NOBODY;

    @Setup(Level.Trial)
    public void become(Books books) {
      payer = books.payers[books.callers.getAndIncrement() % KEYS];
    }
  }

  @Benchmark
  @Threads(1)
  public Settlement alone(Books books, Caller caller) {
    return holdAndSettle(books.store.ledger(), caller.payer);
  }

  @Benchmark
  @Threads(KEYS)
  public Settlement inCompany(Books books, Caller caller) {
    return holdAndSettle(books.store.ledger(), caller.payer);
  }

  private static Settlement holdAndSettle(Ledger ledger, Payer payer) {
    return ledger.settle(
        ledger.hold(new HoldRequest("request", "m-text", payer, Money.nanos(1_000), 100)),
        new Charge(PRICE, 30, "p1"));
  }
}
