package dev.vaultgate.router.store;

import static dev.vaultgate.router.store.Charges.cost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both ledgers do what a plain model does, whatever is asked of them in whatever order, with
 * processes that end, second settlements and disks that fail. A seed that fails is in the test's
 * name.
 */
class LedgerModelTest {

  private static final int SEEDS = 20;
  private static final int OPERATIONS = Integer.getInteger("vaultgate.ledger.operations", 100_000);

  /**
   * Each waits for the writer's thread; the long run is -Dvaultgate.ledger.sql.operations=100000.
   */
  private static final int SQL_OPERATIONS =
      Integer.getInteger("vaultgate.ledger.sql.operations", 20_000);

  private static final int ACCOUNTS = 4;
  private static final int KEYS = 6;
  private static final Path IN_MEMORY_DISK = Path.of("/dev/shm");

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ledgerInMemoryDoesWhatTheModelDoes(int seed) {
    FakeTime time = new FakeTime();
    try (Store store = Store.inMemory(time)) {
      new Run(seed, time, store, null).go(OPERATIONS);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ledgerOnSqlDoesWhatTheModelDoes(int seed) throws IOException {
    // On a disk that is none an operation takes microseconds; on any other a part of them will do.
    boolean isFast = Files.isDirectory(IN_MEMORY_DISK) && Files.isWritable(IN_MEMORY_DISK);
    Path folder =
        isFast
            ? Files.createTempDirectory(IN_MEMORY_DISK, "vaultgate")
            : Files.createTempDirectory("vaultgate");
    FakeTime time = new FakeTime();
    try {
      Opener opener = () -> SqliteStore.open(folder.resolve("t.db"), time, IMPATIENT);
      Run run = new Run(seed, time, opener.open(), opener);
      try {
        run.go(isFast ? SQL_OPERATIONS : SQL_OPERATIONS / 10);
      } finally {
        run.store.close();
      }
    } finally {
      delete(folder);
    }
  }

  private static final SqliteSettings IMPATIENT =
      new SqliteSettings(Duration.ofSeconds(5), Duration.ofSeconds(2), 2);

  private interface Opener {
    SqliteStore open();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One seed's operations on one store. */
  private static final class Run {
    private final Random random;
    private final FakeTime time;
    private final @Nullable Opener opener;
    private final LedgerModel model = new LedgerModel();
    private final List<ApiKey> keys = new ArrayList<>();
    private final List<Long> accounts = new ArrayList<>();

    /** Some of the latest, open ones and others. */
    private final List<Hold> holds = new ArrayList<>();

    private Store store;
    private int topUps;

    Run(long seed, FakeTime time, Store store, @Nullable Opener opener) {
      this.random = new Random(seed);
      this.time = time;
      this.store = store;
      this.opener = opener;
    }

    void go(int operations) {
      for (int i = 0; i < ACCOUNTS; i++) {
        long id = store.keys().account("account " + i, false, time.now()).id();
        accounts.add(id);
        model.account(id);
      }
      for (int i = 0; i < KEYS; i++) {
        KeySpec spec = KeySpec.named("key " + i).account("account " + i % ACCOUNTS);
        keys.add(new Keys(store.keys(), time).create(spec).key());
        model.key(keys.get(i).id(), null);
      }
      for (int i = 0; i < operations; i++) {
        operation();
        if (i % 50 == 0) {
          compare();
        }
        if (i % 5_000 == 0) {
          assertThat(ledger().verify()).isEmpty();
        }
      }
      compare();
      assertThat(ledger().verify()).isEmpty();
    }

    private Ledger ledger() {
      return store.ledger();
    }

    private void operation() {
      int dice = random.nextInt(1_000);
      if (dice < 400) {
        hold(request());
      } else if (dice < 750) {
        settle();
      } else if (dice < 850) {
        anyHold().ifPresent(this::release);
      } else if (dice < 900) {
        topUp();
      } else if (dice < 950) {
        correct();
      } else if (dice < 997) {
        cap();
      } else if (opener != null && dice == 997) {
        crash(opener);
      } else if (store instanceof SqliteStore sqlite) {
        fullDisk(sqlite);
      }
    }

    private HoldRequest request() {
      ApiKey key = keys.get(random.nextInt(KEYS));
      boolean pays = random.nextInt(5) > 0;
      boolean counts = !pays || random.nextBoolean();
      return new HoldRequest(
          "request",
          "m-text",
          pays ? key.account().id() : null,
          counts ? key.id() : null,
          Money.nanos(random.nextInt(1_000)));
    }

    private void hold(HoldRequest request) {
      if (model.affords(request)) {
        Hold hold = ledger().hold(request);
        model.granted(hold);
        holds.add(hold);
        if (holds.size() > 60) {
          Hold oldest = holds.remove(0);
          release(oldest);
        }
      } else {
        assertThatThrownBy(() -> ledger().hold(request)).isInstanceOf(BillingException.class);
      }
    }

    private Optional<Hold> anyHold() {
      return holds.isEmpty()
          ? Optional.empty()
          : Optional.of(holds.get(random.nextInt(holds.size())));
    }

    private void settle() {
      anyHold()
          .ifPresent(
              hold -> {
                long used = random.nextInt((int) hold.amount().nanos() + 200);
                assertThat(ledger().settle(hold, cost(used))).isEqualTo(model.settle(hold, used));
              });
    }

    private void release(Hold hold) {
      ledger().release(hold);
      model.release(hold);
    }

    private void topUp() {
      long account = accounts.get(random.nextInt(ACCOUNTS));
      String reference = "top-up " + topUps++;
      int amount = 1 + random.nextInt(3_000);
      int times = 1 + random.nextInt(2);
      for (int i = 0; i < times; i++) {
        assertThat(ledger().topUp(account, Money.nanos(amount), reference))
            .isEqualTo(model.topUp(account, amount, reference));
      }
    }

    private void correct() {
      long account = accounts.get(random.nextInt(ACCOUNTS));
      String reference = "correction " + topUps++;
      int amount = 1 + random.nextInt(3_000);
      if (random.nextBoolean()) {
        ledger().correct(Correction.of(account, Money.nanos(amount), reference, ""));
        model.topUp(account, amount, reference);
      } else {
        Money taken =
            ledger()
                .correct(Correction.takeBack(account, Money.nanos(amount), reference, ""))
                .amount();
        assertThat(taken.negated().nanos()).isEqualTo(model.takeBack(account, amount));
      }
    }

    private void cap() {
      int index = random.nextInt(KEYS);
      ApiKey key = keys.get(index);
      long spent = model.spending(key.id()).spent().nanos();
      Long cap = random.nextInt(3) == 0 ? null : Long.valueOf(spent + random.nextInt(3_000));
      new Keys(store.keys(), time)
          .update(
              key.id(),
              key.name(),
              key.terms().withCreditCap(cap == null ? null : Money.nanos(cap)));
      model.key(key.id(), cap);
    }

    private void crash(Opener opener) {
      store.close();
      store = opener.open();
      model.crash(holds);
    }

    /** What a full disk refuses has not happened. */
    private void fullDisk(SqliteStore sqlite) {
      sqlite.writer().write(db -> db.number("PRAGMA max_page_count = 1"));
      HoldRequest request = request();
      HoldRequest large =
          new HoldRequest(
              "x".repeat(50_000),
              request.model(),
              request.accountId(),
              request.keyId(),
              request.amount());
      try {
        Hold hold = ledger().hold(large);
        model.granted(hold);
        release(hold);
      } catch (ServerException | BillingException refused) {
        assertThat(refused instanceof ServerException || !model.affords(large)).isTrue();
      } finally {
        sqlite.writer().write(db -> db.number("PRAGMA max_page_count = 1000000"));
      }
    }

    private void compare() {
      for (long account : accounts) {
        assertThat(ledger().balance(account)).isEqualTo(model.balance(account));
      }
      for (ApiKey key : keys) {
        assertThat(ledger().spending(key.id())).isEqualTo(model.spending(key.id()));
      }
    }
  }
}
