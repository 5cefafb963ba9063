package dev.vaultgate.router.store;

import static dev.vaultgate.router.store.Charges.cost;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.Spending;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.Records;
import dev.vaultgate.router.usage.UsageRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a SQLite file adds to the contracts: it outlives its process, and can fail. */
class SqliteStoreTest {

  private static final SqliteSettings IMPATIENT =
      new SqliteSettings(Duration.ofMillis(300), Duration.ofSeconds(2), 2);

  @TempDir private Path folder;
  private final FakeTime time = new FakeTime();
  private Path file = Path.of("");
  private @Nullable SqliteStore store;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("test.db");
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void everythingIsThereAgainAfterAnotherStart() {
    Store first = open();
    Account account = rich(first);
    Keys.Created created = new Keys(first.keys(), time).create(KeySpec.named("kept"));
    Hold hold = first.ledger().hold(of(account, 40));
    first.ledger().settle(hold, cost(15));
    first.usage().accept(Records.ok("request-1"));

    Store second = reopen();

    assertThat(second.ledger().balance(account.id()).used()).isEqualTo(Money.nanos(15));
    assertThat(second.ledger().balance(account.id()).held()).isEqualTo(Money.ZERO);
    assertThat(second.usage().newest(10)).containsExactly(Records.ok("request-1"));
    assertThat(new Keys(second.keys(), time).authenticate(created.secret().reveal()))
        .isEqualTo(created.key());
  }

  @Test
  void f68HoldsOfAProcessThatIsGoneAreReleasedAndItsCallsRecorded() {
    Account account = rich(open());
    open().ledger().hold(of(account, 40));
    open().ledger().hold(of(account, 2));

    Store second = reopen();

    assertThat(second.ledger().balance(account.id()).available()).isEqualTo(Money.dollars(1));
    assertThat(second.ledger().verify()).isEmpty();
    assertThat(second.usage().newest(10))
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.outcome()).isEqualTo(Outcome.INTERRUPTED))
        .allSatisfy(call -> assertThat(call.cost()).isEqualTo(Money.ZERO))
        .extracting(UsageRecord::account)
        .containsOnly(account.name());
  }

  @Test
  void f69WhatIsSettledAfterItsHoldExpiredIsTheOperatorsLossOnce() {
    Account account = rich(open());
    Hold hold = open().ledger().hold(of(account, 40));

    Ledger ledger = reopen().ledger();

    Settlement loss = new Settlement(Money.ZERO, Money.nanos(30));
    assertThat(ledger.settle(hold, cost(30))).isEqualTo(loss);
    assertThat(ledger.settle(hold, cost(35))).isEqualTo(loss);
    assertThat(ledger.balance(account.id()).available()).isEqualTo(Money.dollars(1));
    assertThat(ledger.verify()).isEmpty();
  }

  @Test
  void f70WhatWasSettledBeforeACrashStaysSettled() {
    Account account = rich(open());
    Hold hold = open().ledger().hold(of(account, 40));
    open().ledger().settle(hold, cost(15));

    Ledger ledger = reopen().ledger();

    assertThat(ledger.settle(hold, cost(40)))
        .isEqualTo(new Settlement(Money.nanos(15), Money.ZERO));
    assertThat(ledger.balance(account.id()).used()).isEqualTo(Money.nanos(15));
  }

  @Test
  void f70WhatHasEndedIsChargedOnceThoughTheProcessIsKilledBeforeItIsWritten() throws IOException {
    Account account = rich(open());
    Hold ended = open().ledger().hold(of(account, 40));
    open().ledger().hold(of(account, 2));
    Path copy = folder.resolve("killed.db");
    whileTheWriterIsBusy(
        () -> {
          open().end(ended, cost(15), Records.ok("request-1"));
          copyFiles(copy);
        });

    for (int start = 0; start < 2; start++) {
      try (SqliteStore next = SqliteStore.open(copy, time, IMPATIENT)) {
        assertThat(next.ledger().balance(account.id()))
            .isEqualTo(
                new Balance(Money.dollars(1).minus(Money.nanos(15)), Money.ZERO, Money.nanos(15)));
        assertThat(next.usage().newest(10))
            .hasSize(2)
            .contains(Records.ok("request-1"))
            .extracting(UsageRecord::outcome)
            .containsExactlyInAnyOrder(Outcome.OK, Outcome.INTERRUPTED);
        assertThat(next.ledger().verify()).isEmpty();
        assertThat(next.ledger().settle(ended, cost(40)).charged()).isEqualTo(Money.nanos(15));
      }
    }
  }

  @Test
  void f96CallsOfALaterTimeThanAStoreThatWasPutBackByHandNeverTakeMoreThanItHas()
      throws IOException {
    Account account = open().keys().account("poor", false, Instant.EPOCH);
    open().ledger().topUp(account.id(), Money.nanos(10), "start");
    Path older = folder.resolve("older.db");
    StoreBackup.make(file, older);
    open().ledger().topUp(account.id(), Money.dollars(1), "more");
    Account later = open().keys().account("later", false, Instant.EPOCH);
    open().ledger().topUp(later.id(), Money.dollars(1), "later");
    Hold ended = open().ledger().hold(of(account, 40));
    Hold unknown = open().ledger().hold(of(later, 40));
    whileTheWriterIsBusy(
        () -> {
          open().end(ended, cost(15), Records.ok("request-1"));
          open().end(unknown, cost(15), Records.ok("request-2"));
          Files.copy(StoreFiles.beside(file, "-holds"), StoreFiles.beside(older, "-holds"));
        });

    try (SqliteStore next = SqliteStore.open(older, time, IMPATIENT)) {
      assertThat(next.ledger().balance(account.id()))
          .isEqualTo(new Balance(Money.ZERO, Money.ZERO, Money.nanos(10)));
      assertThat(next.ledger().settle(ended, cost(15)))
          .isEqualTo(new Settlement(Money.nanos(10), Money.nanos(5)));
      assertThat(next.usage().newest(10)).containsExactly(Records.ok("request-1"));
      assertThat(next.ledger().verify()).isEmpty();
    }
  }

  @Test
  void callsOfAnotherStoreAreNotTakenForItsOwn() throws IOException {
    Account account = rich(open());
    Path other = folder.resolve("other.db");
    try (SqliteStore made = SqliteStore.open(other, new FakeTime(), IMPATIENT)) {
      made.writer().write(db -> db.run("UPDATE boot SET started_at = 1"));
      rich(made);
    }
    Hold ended = open().ledger().hold(of(account, 40));
    whileTheWriterIsBusy(
        () -> {
          open().end(ended, cost(15), Records.ok("request-1"));
          Files.copy(
              StoreFiles.beside(file, "-holds"),
              StoreFiles.beside(other, "-holds"),
              StandardCopyOption.REPLACE_EXISTING);
        });

    try (SqliteStore next = SqliteStore.open(other, time, IMPATIENT)) {
      assertThat(next.ledger().balance(account.id()).used()).isEqualTo(Money.ZERO);
      assertThat(next.usage().newest(10)).isEmpty();
    }
  }

  /** What is done meanwhile is not committed before it is over. */
  private void whileTheWriterIsBusy(Executable work) {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    open()
        .writer()
        .owe(
            db -> {
              running.countDown();
              return await(over);
            });
    assertThat(await(running)).isTrue();
    try {
      work.execute();
    } catch (Throwable e) {
      throw new AssertionError(e);
    } finally {
      over.countDown();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a process that is killed now would leave. */
  private void copyFiles(Path copy) throws IOException {
    for (String companion : List.of("", "-wal", "-holds")) {
      Files.copy(StoreFiles.beside(file, companion), StoreFiles.beside(copy, companion));
    }
  }

  @Test
  void aChargeKeepsItsTokensAndThePricesItWasComputedBy() {
    Account account = rich(open());
    Hold hold = open().ledger().hold(of(account, 40));

    open().ledger().settle(hold, new Charge(Money.nanos(15), 321, "p7"));

    String kept =
        open()
            .writer()
            .write(
                db ->
                    db.first(
                        "SELECT tokens || ' at ' || price_version FROM transfer WHERE id = ?",
                        row -> row.getString(1),
                        hold.id()));
    assertThat(kept).isEqualTo("321 at p7");
  }

  @Test
  void f88EveryCommitReachesTheDiskBeforeItIsReported() {
    open();

    // 2 is FULL: the log is synchronised at each commit, so that a loss of power undoes none.
    Long synchronous = open().writer().write(db -> db.number("PRAGMA synchronous"));
    assertThat(synchronous).isEqualTo(2);
    String journal =
        open().writer().write(db -> db.first("PRAGMA journal_mode", row -> row.getString(1)));
    assertThat(journal).isEqualTo("wal");
  }

  @Test
  void aFigureThatSomebodyChangedIsFound() throws SQLException {
    Account account = rich(open());
    open().ledger().hold(of(account, 40));

    execute("UPDATE balance SET available = available + 7");

    assertThat(open().ledger().verify())
        .containsExactly(
            new Ledger.Mismatch(
                "account " + account.id(), "credit available in memory", "$1", "$1.000000007"),
            new Ledger.Mismatch(
                "account " + account.id(), "credit available", "$1.000000007", "$1"));
  }

  @Test
  void theDatabaseItselfRefusesABalanceBelowZeroAndFloatingPoint() {
    rich(open());

    assertThatThrownBy(() -> execute("UPDATE balance SET available = -1"))
        .hasMessageContaining("CHECK");
    assertThatThrownBy(() -> execute("UPDATE balance SET available = 0.5"))
        .hasMessageContaining("REAL");
  }

  @Test
  void f76AStoreCannotBeOpenedTwiceInOneProcess() {
    open();

    assertThatIllegalStateException()
        .isThrownBy(() -> SqliteStore.open(file, time, IMPATIENT))
        .withMessageContaining("in use by this process")
        .withMessageContaining(Long.toString(ProcessHandle.current().pid()));
  }

  @Test
  void f76ASecondProcessIsToldWhoHoldsTheStore() throws IOException {
    open();
    // A try of our own must not give away the lock, as closing any handle does on POSIX.
    assertThatIllegalStateException().isThrownBy(() -> SqliteStore.open(file, time, IMPATIENT));

    try (ChildJvm second = ChildJvm.start(StoreHolder.class, file.toString())) {
      assertThat(second.line())
          .contains("in use by process " + ProcessHandle.current().pid())
          .contains("Stop that process");
    }
  }

  @Test
  void f76TheLockOfAKilledProcessIsFree() throws IOException, InterruptedException {
    try (ChildJvm first = ChildJvm.start(StoreHolder.class, file.toString())) {
      assertThat(first.line()).isEqualTo("open true");
      assertThatIllegalStateException()
          .isThrownBy(this::open)
          .withMessageContaining("in use by process " + first.pid());
      first.kill();
    }

    assertThat(open().isWritable()).isTrue();
  }

  @Test
  void theFilesAreForTheirOwnerAlone() throws IOException {
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    rich(open());

    try (var files = Files.list(folder)) {
      assertThat(files)
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(
              f ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void s14NoFileHoldsTheSecretOfAKey() throws IOException {
    Keys.Created created = new Keys(open().keys(), time).create(KeySpec.named("secret"));
    String random = created.secret().reveal().substring(3, 33);

    try (var files = Files.list(folder)) {
      assertThat(files)
          .allSatisfy(f -> assertThat(Files.readString(f, ISO_8859_1)).doesNotContain(random));
    }
  }

  @Test
  void f82ASchemaOfANewerVersionIsRefusedAndLeftAlone() throws SQLException {
    open();
    shut();
    execute(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " VALUES (900, '900', 'from tomorrow', 'SQL', 'V900__t.sql', 1, '', 1, 1)");

    assertThatIllegalStateException()
        .isThrownBy(this::open)
        .withMessageContaining("newer VaultGate")
        .withMessageContaining("900");
  }

  @Test
  void newStoreHasTheHistoryThatIsTakenForTheNewest() throws SQLException {
    open();
    shut();

    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      assertThat(SqliteSchema.history(statement))
          .as("what SqliteSchema.NEWEST must be since there is another migration")
          .isEqualTo(SqliteSchema.NEWEST);
    }
  }

  @Test
  void whatAnEarlierVersionHeldIsReleased() throws SQLException {
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file, null, null)
        .locations("classpath:dev/vaultgate/router/store/sqlite")
        .target("21")
        .load()
        .migrate();
    execute("INSERT INTO account (id, name, unlimited, created_at) VALUES (7, 'rich', 0, 1)");
    execute("INSERT INTO balance (account_id, available, held, used) VALUES (7, 60, 40, 0)");
    execute(
        "INSERT INTO transfer (id, kind, account_id, amount, reference, at)"
            + " VALUES (1, 'topup', 7, 100, 'start', 1)");
    execute("INSERT INTO allowance (owner, credit_held, tokens_held) VALUES ('key', 40, 9)");
    execute(
        "INSERT INTO hold (id, request_id, model, account_id, key_id, amount, tokens, boot_id, held_at)"
            + " VALUES (2, 'r', 'm-text', 7, 'key', 40, 9, 1, 1)");

    assertThat(open().ledger().balance(7))
        .isEqualTo(new Balance(Money.nanos(100), Money.ZERO, Money.ZERO));
    assertThat(open().ledger().spending("key")).isEqualTo(Spending.NONE);
    assertThat(open().ledger().verify()).isEmpty();
    assertThat(open().ledger().hold(of(new Account(7, "rich", false, Instant.EPOCH), 1)).id())
        .isEqualTo(3);
  }

  @Test
  void schemaOfAnotherHistoryIsRefused() throws SQLException {
    open();
    shut();
    execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");

    assertThatIllegalStateException()
        .isThrownBy(this::open)
        .withMessageContaining("is not this program's");
  }

  @Test
  void f85AFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(file, "This is not a database, it is a letter. ".repeat(100));

    assertThatIllegalStateException()
        .isThrownBy(this::open)
        .withMessageContaining("damaged")
        .withMessageContaining("backup");
    assertThat(Files.readString(file)).startsWith("This is not a database");
  }

  @Test
  void f85ADamagedDatabaseIsRefused() throws IOException {
    Account account = rich(open());
    for (int i = 0; i < 200; i++) {
      open().ledger().release(open().ledger().hold(of(account, 1)));
    }
    shut();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] noise = new byte[(int) bytes.length() - 8_192];
      bytes.seek(8_192);
      bytes.write(noise);
    }

    assertThatIllegalStateException().isThrownBy(this::open).withMessageContaining("damaged");
  }

  @Test
  void f85ADatabaseThatIsGoneIsNotBegunAnewByItself() throws IOException {
    rich(open());
    shut();
    Files.write(file, new byte[0]);
    assertThatIllegalStateException().isThrownBy(this::open).withMessageContaining("begin anew");
    Files.delete(file);
    assertThatIllegalStateException().isThrownBy(this::open).withMessageContaining("begin anew");

    Files.delete(folder.resolve("test.db.lock"));

    assertThat(open().keys().accounts()).isEmpty();
  }

  @Test
  void f83AFullDiskRefusesHoldsUntilThereIsRoom() {
    Account account = rich(open());
    pagesMax(1);
    List<Hold> before = holdLong(account, 50);
    before.forEach(open().ledger()::release);
    Awaitility.await().until(() -> open().writer().isInDoubt());

    assertThatThrownBy(() -> holdLong(account, 1)).satisfies(SqliteStoreTest::isUnavailable);

    pagesMax(1_000_000);
    holdLong(account, 1);
    assertThat(open().isWritable()).isTrue();
    assertThat(open().ledger().verify()).isEmpty();
    Long ended =
        open().writer().ask(db -> db.number("SELECT count(*) FROM transfer WHERE held = 1"));
    assertThat(ended).isEqualTo(before.size());
  }

  @Test
  void f84AWriterThatStaysBusyIsUnavailableAfterAWhile() throws SQLException {
    Account account = rich(open());
    // The last commit proves nothing any more.
    time.advance(Duration.ofSeconds(2));

    try (Connection other = busy()) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> open().ledger().hold(of(account, 40)))
          .satisfies(SqliteStoreTest::isUnavailable);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      Awaitility.await().until(() -> !open().isWritable());
      other.rollback();
    }

    Awaitility.await().until(() -> open().isWritable());
    assertThat(open().ledger().balance(account.id()).held()).isEqualTo(Money.ZERO);
  }

  @Test
  void f84AWriterThatWasBusyForAShortWhileIsWaitedFor() throws Exception {
    Account account = rich(open());
    time.advance(Duration.ofSeconds(2));
    CompletableFuture<Hold> hold;

    try (Connection other = busy()) {
      hold = CompletableFuture.supplyAsync(() -> open().ledger().hold(of(account, 40)));
      Awaitility.await().until(() -> open().pendingWrites() > 0 || open().writer().isInDoubt());
      other.rollback();
    }

    assertThat(hold.get(5, TimeUnit.SECONDS).amount()).isEqualTo(Money.nanos(40));
  }

  @Test
  void f87ASettlementThatFailsIsTriedUntilItIsWritten() throws SQLException {
    Account account = rich(open());
    Hold hold = open().ledger().hold(of(account, 40));

    try (Connection other = busy()) {
      open().end(hold, cost(15), Records.ok("request-1"));
      Awaitility.await().until(() -> !open().isWritable());
      assertThat(open().pendingWrites()).isPositive();
      // Nobody else may have it meanwhile.
      assertThat(open().ledger().balance(account.id()).used()).isEqualTo(Money.nanos(15));
      other.rollback();
    }

    Awaitility.await().until(() -> open().pendingWrites() == 0);
    assertThat(open().usage().newest(10)).containsExactly(Records.ok("request-1"));
    assertThat(reopen().ledger().balance(account.id()).used()).isEqualTo(Money.nanos(15));
  }

  @Test
  void f87MoreThanAHundredSettlementsThatWaitAreNotReady() throws SQLException {
    Account account = rich(open());
    List<Hold> holds = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      holds.add(open().ledger().hold(of(account, 1)));
    }

    try (Connection other = busy()) {
      holds.forEach(hold -> open().end(hold, cost(1), Records.ok("request-1")));
      Awaitility.await().until(() -> open().pendingWrites() == 101 && !open().isWritable());
      other.rollback();
    }

    Awaitility.await().until(() -> open().isWritable() && open().pendingWrites() == 0);
    assertThat(open().ledger().balance(account.id()).used()).isEqualTo(Money.nanos(101));
  }

  @Test
  void aClosedStoreIsUnavailable() {
    Account account = rich(open());
    SqliteStore closed = open();
    closed.close();

    assertThatThrownBy(() -> closed.ledger().hold(of(account, 1)))
        .satisfies(SqliteStoreTest::isUnavailable);
    assertThatThrownBy(() -> closed.keys().accounts()).satisfies(SqliteStoreTest::isUnavailable);
    assertThat(closed.isWritable()).isFalse();
    closed.close();
  }

  /** The store, which is opened when it is not. */
  private SqliteStore open() {
    if (store == null) {
      store = SqliteStore.open(file, time, IMPATIENT);
    }
    return store;
  }

  private void shut() {
    if (store != null) {
      store.close();
      store = null;
    }
  }

  private SqliteStore reopen() {
    shut();
    return open();
  }

  private static Account rich(Store store) {
    Account account = store.keys().account("rich", false, Instant.EPOCH);
    store.ledger().topUp(account.id(), Money.dollars(1), "start");
    return account;
  }

  private static HoldRequest of(Account account, long nanos) {
    return new HoldRequest(
        "request", "m-text", new Payer(account.id(), null, null), Money.nanos(nanos), 0);
  }

  /** Large enough that the ends of a few fill a page. */
  private List<Hold> holdLong(Account account, int times) {
    String long2000 = "x".repeat(2_000);
    Payer payer = new Payer(account.id(), null, null);
    HoldRequest request = new HoldRequest(long2000, "m-text", payer, Money.nanos(1), 0);
    return Stream.generate(() -> open().ledger().hold(request)).limit(times).toList();
  }

  /** A database that has more pages may not grow. */
  private void pagesMax(int pages) {
    open().writer().ask(db -> db.number("PRAGMA max_page_count = " + pages));
  }

  /** Another connection that writes and does not end. */
  private Connection busy() throws SQLException {
    Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute("UPDATE account SET name = name");
    }
    return other;
  }

  /** What somebody does who has the file. */
  private void execute(String sql) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void isUnavailable(Throwable thrown) {
    assertThat(thrown)
        .asInstanceOf(type(ServerException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("storage_unavailable"))
        .satisfies(e -> assertThat(e.retryAfter()).isPresent());
  }
}
