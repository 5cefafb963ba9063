package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Affordable;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Spending;
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
    private final List<Project> projects = new ArrayList<>();
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
      model.itIs(time.today());
      for (int i = 0; i < ACCOUNTS; i++) {
        Account account = store.keys().account("account " + i, false, time.now());
        accounts.add(account.id());
        model.account(account.id());
        projects.add(projects().create(account, "project " + i, ProjectTerms.UNLIMITED));
        model.budget(projects.get(i).id(), Budget.NONE);
      }
      for (int i = 0; i < KEYS; i++) {
        KeySpec spec = KeySpec.named("key " + i).account("account " + i % ACCOUNTS);
        keys.add(keys().create(spec).key());
        model.budget(keys.get(i).id(), Budget.NONE);
      }
      for (int i = 0; i < operations; i++) {
        operation();
        if (i % 200 == 0) {
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

    private Keys keys() {
      return new Keys(store.keys(), time);
    }

    private Projects projects() {
      return new Projects(store.projects(), keys(), time);
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
      } else if (dice < 940) {
        correct();
      } else if (dice < 970) {
        boundKey();
      } else if (dice < 985) {
        boundProject();
      } else if (dice < 995) {
        time.advance(Duration.ofHours(random.nextInt(30)));
        noticeTheDay();
      } else if (dice < 997) {
        time.jump(Duration.ofHours(random.nextInt(-30, 30)));
        noticeTheDay();
      } else if (opener != null && dice == 997) {
        crash(opener);
      } else if (store instanceof SqliteStore sqlite) {
        fullDisk(sqlite);
      }
    }

    /** A day counts when something is done on it. */
    private void noticeTheDay() {
      Payer payer = new Payer(null, null, keys.get(0).id());
      ledger().release(ledger().hold(new HoldRequest("request", "m-text", payer, Money.ZERO, 0)));
      model.itIs(time.today());
    }

    private HoldRequest request() {
      int index = random.nextInt(KEYS);
      ApiKey key = keys.get(index);
      boolean pays = random.nextInt(5) > 0;
      boolean counts = !pays || random.nextBoolean();
      Payer payer =
          new Payer(
              pays ? key.account().id() : null,
              random.nextBoolean() ? projects.get(index % ACCOUNTS).id() : null,
              counts ? key.id() : null);
      return new HoldRequest(
          "request",
          "m-text",
          payer,
          Money.nanos(random.nextInt(1_000)),
          random.nextInt(3) == 0 ? 0 : random.nextInt(500));
    }

    private void hold(HoldRequest request) {
      if (random.nextInt(10) == 0) {
        assertThat(ledger().affordable(request.payer()))
            .isEqualTo(
                new Affordable(
                    Money.nanos(
                        Math.min(model.creditLeft(request.payer()), LedgerRules.GIVEN_MAX.nanos())),
                    model.tokensLeft(request.payer())));
      }
      switch (model.answer(request)) {
        case NO_CREDIT ->
            assertThatThrownBy(() -> ledger().hold(request)).isInstanceOf(BillingException.class);
        case NO_TOKENS ->
            assertThatThrownBy(() -> ledger().hold(request)).isInstanceOf(RateLimitException.class);
        case GRANTED -> granted(ledger().hold(request));
      }
    }

    private void granted(Hold hold) {
      model.granted(hold);
      holds.add(hold);
      if (holds.size() > 60) {
        Hold oldest = holds.remove(0);
        release(oldest);
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
                long cost = random.nextInt((int) hold.amount().nanos() + 200);
                long tokens = random.nextInt((int) hold.request().tokens() + 50);
                assertThat(ledger().settle(hold, new Charge(Money.nanos(cost), tokens, "")))
                    .isEqualTo(model.settle(hold, cost, tokens));
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

    private void boundKey() {
      ApiKey key = keys.get(random.nextInt(KEYS));
      Budget budget = budget(key.id());
      keys().update(key.id(), key.name(), key.terms().withBudget(budget));
      model.budget(key.id(), budget);
    }

    private void boundProject() {
      Project project = projects.get(random.nextInt(ACCOUNTS));
      Budget budget = budget(project.id());
      projects().update(project.id(), project.name(), new ProjectTerms(budget, Rates.UNLIMITED));
      model.budget(project.id(), budget);
    }

    /** Somewhat more than was used, as a rule, so that some of what comes is refused. */
    private Budget budget(String owner) {
      Budget budget = Budget.NONE;
      for (Period period : Period.values()) {
        Spending spending = model.spending(owner, period);
        if (random.nextInt(3) == 0) {
          budget =
              budget.withCredit(
                  period,
                  spending
                      .spent()
                      .plus(Money.nanos(random.nextInt(-1_000, 5_000)))
                      .max(Money.ZERO));
        }
        if (random.nextInt(3) == 0) {
          budget =
              budget.withTokens(
                  period, Math.max(0, spending.tokensUsed() + random.nextInt(-500, 3_000)));
        }
      }
      return budget;
    }

    private void crash(Opener opener) {
      store.close();
      store = opener.open();
      model.crash(holds);
    }

    /** What a full disk refuses has not happened, and what it owes is written later. */
    private void fullDisk(SqliteStore sqlite) {
      sqlite.writer().ask(db -> db.number("PRAGMA max_page_count = 1"));
      HoldRequest request = request();
      HoldRequest large =
          new HoldRequest(
              "x".repeat(50_000),
              request.model(),
              request.payer(),
              request.amount(),
              request.tokens());
      try {
        Hold hold = ledger().hold(large);
        model.granted(hold);
        release(hold);
      } catch (ServerException unavailable) {
        assertThat(unavailable.code()).isEqualTo("storage_unavailable");
      } catch (BillingException | RateLimitException refused) {
        assertThat(model.answer(large)).isNotEqualTo(LedgerModel.Answer.GRANTED);
      } finally {
        sqlite.writer().ask(db -> db.number("PRAGMA max_page_count = 1000000"));
      }
    }

    private void compare() {
      for (long account : accounts) {
        assertThat(ledger().balance(account)).isEqualTo(model.balance(account));
      }
      for (ApiKey key : keys) {
        compare(key.id());
      }
      for (Project project : projects) {
        compare(project.id());
      }
    }

    private void compare(String owner) {
      for (Period period : Period.values()) {
        assertThat(ledger().spending(owner, period)).isEqualTo(model.spending(owner, period));
      }
    }
  }
}
