package dev.vaultgate.router.store;

import static dev.vaultgate.router.store.Charges.cost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.Spending;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is written in one batch, and so in one transaction with figures that are stored at its end,
 * comes to the same as if each piece had been written alone; and what is in memory goes before it.
 */
@Timeout(30)
class SqliteBatchTest {

  @TempDir private Path folder;
  private final FakeTime time = new FakeTime();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private SqliteStore store;
  private Ledger ledger;
  private Keys keys;
  private ApiKey key;

  /** A key with a cap of 50 on an account with 100. */
  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("test.db"), time, SqliteSettings.USUAL);
    ledger = store.ledger();
    keys = new Keys(store.keys(), time);
    key = keys.create(KeySpec.named("k").account("a").creditCap(Money.nanos(50))).key();
    ledger.topUp(key.account().id(), Money.nanos(100), "start");
    // Who is known to the books never waits for the writer.
    ledger.release(ledger.hold(ofKey(1)));
  }

  @AfterEach
  void theBooksAreRight() {
    mayGoOn.countDown();
    assertThat(ledger.verify()).isEmpty();
    store.close();
  }

  @Test
  void holdsAreTakenAndRefusedWhileTheWriterIsBusy() {
    keepBusy();

    assertThat(ledger.hold(ofAccount(60)).amount()).isEqualTo(Money.nanos(60));
    assertThatThrownBy(() -> ledger.hold(ofAccount(60))).isInstanceOf(BillingException.class);
    assertThat(ledger.hold(ofAccount(40)).amount()).isEqualTo(Money.nanos(40));
    assertBalance(0, 100, 0);
    mayGoOn.countDown();
  }

  @Test
  void creditThatIsGivenBackIsThereForTheNextAndWhatIsAddedWhenItIsCommitted() {
    Hold hold = ledger.hold(ofAccount(100));
    keepBusy();
    CompletableFuture<Settlement> settled = next(() -> ledger.settle(hold, cost(30)));
    CompletableFuture<Boolean> added =
        next(() -> ledger.topUp(key.account().id(), Money.nanos(5), "more"));

    assertThat(ledger.hold(ofAccount(70)).amount()).isEqualTo(Money.nanos(70));
    assertThatThrownBy(() -> ledger.hold(ofAccount(5))).isInstanceOf(BillingException.class);
    mayGoOn.countDown();

    assertThat(settled.join().charged()).isEqualTo(Money.nanos(30));
    assertThat(added.join()).isTrue();
    assertThat(ledger.hold(ofAccount(5)).amount()).isEqualTo(Money.nanos(5));
    assertBalance(0, 75, 30);
  }

  @Test
  void aCapThatIsLoweredHoldsOnceThatIsCommitted() {
    ledger.hold(ofKey(30));
    keepBusy();
    CompletableFuture<Optional<ApiKey>> lowered =
        next(() -> keys.update(key.id(), "k", key.terms().withCreditCap(Money.nanos(40))));
    mayGoOn.countDown();

    assertThat(lowered.join()).isPresent();
    assertThatThrownBy(() -> ledger.hold(ofKey(20))).isInstanceOf(BillingException.class);
    assertThat(ledger.hold(ofKey(10)).amount()).isEqualTo(Money.nanos(10));
    assertThat(ledger.spending(key.id()))
        .isEqualTo(new Spending(Money.nanos(40), Money.ZERO, 0, 0));
  }

  @Test
  void aPieceThatIsTakenOutChangesNothingOfTheOthers() {
    Hold hold = ledger.hold(ofKey(50));
    keepBusy();
    CompletableFuture<Correction.Result> taken =
        next(
            () ->
                ledger.correct(
                    Correction.takeBack(key.account().id(), Money.nanos(15), "back", "")));
    CompletableFuture<Settlement> settled = next(() -> ledger.settle(hold, cost(20)));
    CompletableFuture<Integer> broken =
        next(() -> store.writer().write(db -> db.run("INSERT INTO account (id) VALUES (1)")));
    CompletableFuture<Boolean> added =
        next(() -> ledger.topUp(key.account().id(), Money.nanos(5), "more"));
    mayGoOn.countDown();

    assertThatThrownBy(broken::join).isNotNull();
    assertThat(taken.join().amount()).isEqualTo(Money.nanos(-15));
    assertThat(settled.join().charged()).isEqualTo(Money.nanos(20));
    assertThat(added.join()).isTrue();
    assertBalance(70, 0, 20);
  }

  @Test
  void whatIsTakenBackIsThereForNoCallBeforeItIsCommitted() {
    ledger.hold(ofAccount(40));
    keepBusy();
    CompletableFuture<Correction.Result> taken =
        next(
            () ->
                ledger.correct(
                    Correction.takeBack(key.account().id(), Money.nanos(80), "back", "")));
    ledger.hold(ofAccount(50));
    mayGoOn.countDown();

    // What a call holds is not touched.
    assertThat(taken.join().amount()).isEqualTo(Money.nanos(-10));
    assertBalance(0, 90, 0);
  }

  @Test
  void aHoldThatIsSettledTwiceIsChargedOnce() {
    Hold hold = ledger.hold(ofKey(50));
    keepBusy();
    CompletableFuture<Settlement> first = next(() -> ledger.settle(hold, cost(20)));
    Settlement second = ledger.settle(hold, cost(50));
    assertThat(ledger.hold(ofKey(30)).amount()).isEqualTo(Money.nanos(30));
    mayGoOn.countDown();

    assertThat(first.join().charged()).isEqualTo(Money.nanos(20));
    assertThat(second).isEqualTo(first.join());
    assertThat(ledger.settle(hold, cost(50))).isEqualTo(second);
    assertBalance(50, 30, 20);
  }

  /** What comes now waits until the test lets the writer go on. */
  private void keepBusy() {
    CountDownLatch running = new CountDownLatch(1);
    store
        .writer()
        .owe(
            db -> {
              running.countDown();
              return await(mayGoOn);
            });
    assertThat(await(running)).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next piece of the batch. */
  private <T> CompletableFuture<T> next(Supplier<T> work) {
    int before = store.writer().pending();
    CompletableFuture<T> piece = CompletableFuture.supplyAsync(work);
    Awaitility.await().until(() -> store.writer().pending() > before);
    return piece;
  }

  private HoldRequest ofAccount(long nanos) {
    return new HoldRequest(
        "request", "m-text", new Payer(key.account().id(), null, null), Money.nanos(nanos), 0);
  }

  private HoldRequest ofKey(long nanos) {
    return new HoldRequest(
        "request", "m-text", new Payer(key.account().id(), null, key.id()), Money.nanos(nanos), 0);
  }

  private void assertBalance(long available, long held, long used) {
    assertThat(ledger.balance(key.account().id()))
        .isEqualTo(new Balance(Money.nanos(available), Money.nanos(held), Money.nanos(used)));
  }
}
