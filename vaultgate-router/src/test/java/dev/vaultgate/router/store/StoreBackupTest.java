package dev.vaultgate.router.store;

import static dev.vaultgate.router.store.Charges.cost;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBackupTest {

  private static final Money TEN = Money.dollars("10");

  @TempDir private Path folder;
  private final FakeTime time = new FakeTime();
  private Path file = Path.of("");
  private Path backup = Path.of("");
  private @Nullable Store store;

  @BeforeEach
  void nameTheFiles() {
    file = folder.resolve("test.db");
    backup = folder.resolve("backup.db");
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  private Store open() {
    Store opened = SqliteStore.open(file, time, SqliteSettings.USUAL);
    store = opened;
    return opened;
  }

  private void closeStore() {
    close();
    store = null;
  }

  private Account payer(Store of) {
    Account account = of.keys().account("payer", false, time.now());
    of.ledger().topUp(account.id(), TEN, "first", "");
    return account;
  }

  private static HoldRequest of(Account account, long nanos) {
    return new HoldRequest(
        "r", "m-text", new Payer(account.id(), null, null), Money.nanos(nanos), 0);
  }

  @Test
  void backupOfAStoreInUseAddsUpWhateverGoesOn() throws Exception {
    Store used = open();
    Account account = payer(used);
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Integer> calls =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              while (!enough.get() || count == 0) {
                Hold hold = used.ledger().hold(of(account, 1_000));
                used.ledger().settle(hold, cost(7));
                count++;
              }
              return count;
            });
    for (int i = 0; i < 5; i++) {
      StoreReport report = StoreBackup.make(file, folder.resolve(i + ".db"));

      assertThat(report.problems()).isEmpty();
      assertThat(report.given()).isEqualTo(TEN);
      assertThat(report.accounts()).isPositive();
    }
    enough.set(true);
    assertThat(calls.get()).isPositive();
    assertThat(StoreBackup.check(file).problems()).isEmpty();
  }

  @Test
  void backupIsForItsOwnersEyesAlone() throws IOException {
    open();

    StoreBackup.make(file, backup);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
  }

  @Test
  void backupReplacesNothing() throws IOException {
    open();
    Files.writeString(backup, "precious");

    assertThatIllegalStateException()
        .isThrownBy(() -> StoreBackup.make(file, backup))
        .withMessageContaining("backup.db already");
    assertThat(backup).hasContent("precious");
  }

  @Test
  void s14SecretsAreNeitherInTheStoreNorInItsBackup() throws IOException {
    Keys.Created created =
        new Keys(open().keys(), time).create(KeySpec.named("app").account("payer"));
    StoreBackup.make(file, backup);

    String secret = created.secret().reveal();
    for (String name : new String[] {"test.db", "test.db-wal", "backup.db"}) {
      assertThat(Files.readString(folder.resolve(name), ISO_8859_1))
          .as(name)
          .doesNotContain(secret)
          .doesNotContain(secret.substring(7, 33));
    }
  }

  @Test
  void f96OlderBackupIsRestoredWithItsHoldsReleasedAndLaterTopUpsTakenOnceEach() {
    Store before = open();
    Account account = payer(before);
    before.ledger().hold(of(account, 1_000));
    StoreBackup.make(file, backup);
    before.ledger().topUp(account.id(), TEN, "second", "");
    closeStore();

    Optional<Path> former = StoreBackup.restore(backup, file, time);

    assertThat(former.map(StoreBackup::check).map(StoreReport::given))
        .hasValue(Money.dollars("20"));
    Store after = open();
    assertThat(after.ledger().balance(account.id()).available()).isEqualTo(TEN);
    assertThat(after.ledger().balance(account.id()).held()).isEqualTo(Money.ZERO);
    assertThat(after.ledger().verify()).isEmpty();
    assertThat(after.ledger().topUp(account.id(), TEN, "first", "")).isFalse();
    assertThat(after.ledger().topUp(account.id(), TEN, "second", "")).isTrue();
    assertThat(after.ledger().topUp(account.id(), TEN, "second", "")).isFalse();
  }

  @Test
  void storeInUseIsNotReplaced() {
    payer(open());
    StoreBackup.make(file, backup);

    assertThatIllegalStateException()
        .isThrownBy(() -> StoreBackup.restore(backup, file, time))
        .withMessageContaining("in use by");
    assertThat(StoreBackup.check(file).given()).isEqualTo(TEN);
  }

  @Test
  void lostStoreIsRestored() throws IOException {
    payer(open());
    StoreBackup.make(file, backup);
    closeStore();
    Files.delete(file);

    assertThat(StoreBackup.restore(backup, file, time)).isEmpty();

    assertThat(open().ledger().verify()).isEmpty();
  }

  @Test
  void damagedBackupIsRefusedAndTheStoreStays() throws IOException {
    payer(open());
    StoreBackup.make(file, backup);
    closeStore();
    try (RandomAccessFile bytes = new RandomAccessFile(backup.toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2);
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> StoreBackup.restore(backup, file, time))
        .withMessageContaining("backup.db");
    assertThat(StoreBackup.check(file).given()).isEqualTo(TEN);
  }

  @Test
  void backupWhoseSumsAreWrongIsRefused() throws Exception {
    payer(open());
    StoreBackup.make(file, backup);
    closeStore();
    run(backup, "UPDATE balance SET available = available + 1");

    assertThat(StoreBackup.check(backup).problems())
        .singleElement()
        .asString()
        .contains("available");
    assertThatIllegalStateException()
        .isThrownBy(() -> StoreBackup.restore(backup, file, time))
        .withMessageContaining("not sound");
  }

  @Test
  void backupOfANewerProgramIsRefused() throws Exception {
    payer(open());
    StoreBackup.make(file, backup);
    closeStore();
    run(
        backup,
        "INSERT INTO flyway_schema_history SELECT installed_rank + 100, '999', description, type,"
            + " script, checksum, installed_by, installed_on, execution_time, success"
            + " FROM flyway_schema_history LIMIT 1");

    assertThatIllegalStateException()
        .isThrownBy(() -> StoreBackup.restore(backup, file, time))
        .withMessageContaining("newer VaultGate");
    assertThat(StoreBackup.check(file).given()).isEqualTo(TEN);
  }

  @Test
  void anotherFileIsNoStore() throws Exception {
    Files.writeString(backup, "x".repeat(5_000));
    Path other = folder.resolve("other.db");
    run(other, "CREATE TABLE t (a)");

    assertThatIllegalStateException().isThrownBy(() -> StoreBackup.check(backup));
    assertThatIllegalStateException()
        .isThrownBy(() -> StoreBackup.check(other))
        .withMessageContaining("no store of VaultGate");
    assertThatIllegalStateException()
        .isThrownBy(() -> StoreBackup.check(folder.resolve("nothing.db")))
        .withMessageContaining("There is no file");
  }

  private static void run(Path database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
