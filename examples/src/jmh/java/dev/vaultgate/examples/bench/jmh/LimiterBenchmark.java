package dev.vaultgate.examples.bench.jmh;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.limit.KeyLimits;
import dev.vaultgate.router.limit.RateStates;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A key's limits per minute and of calls at once: a call is let in and leaves, and how the key
 * stands is read for the answer's headers. All limits are on, and far away.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LimiterBenchmark {

  private static final int FAR_AWAY = 1_000_000_000;
  private static final long TOKENS = 300;

  /** How many keys take turns. */
  @Param({"1", "10000"})
  public int keys;

  private final Store store = Store.inMemory();
  private final KeyLimits limits = new KeyLimits(System::nanoTime);
  private ApiKey[] made = {};
  private int turn;

  @Setup(Level.Trial)
  public void makeKeys() {
    Keys all = new Keys(store.keys(), SystemTime.system());
    made = new ApiKey[keys];
    for (int i = 0; i < keys; i++) {
      made[i] =
          all.create(KeySpec.named("key " + i).rates(new Rates(FAR_AWAY, FAR_AWAY, FAR_AWAY)))
              .key();
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    store.close();
  }

  private ApiKey next() {
    turn = turn + 1 < made.length ? turn + 1 : 0;
    return made[turn];
  }

  @Benchmark
  public void enterAndLeave() {
    limits.enter(next(), TOKENS).leave(TOKENS);
  }

  @Benchmark
  public RateStates state() {
    return limits.state(next());
  }
}
