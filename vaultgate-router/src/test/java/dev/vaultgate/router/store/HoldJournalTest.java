package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.usage.Records;
import dev.vaultgate.router.usage.UsageRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process writes is what the next one finds. */
class HoldJournalTest {

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("test.db-holds");
  }

  @Test
  void newJournalIsEmpty() {
    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left()).isEqualTo(new HoldJournal.Left(0, 0, List.of()));
    }
  }

  @Test
  void whatWasLeftStaysUntilItIsBegunAnew() {
    try (HoldJournal journal = begun(1, 1)) {
      journal.take().held(hold(1, new Payer(1L, null, null)), 1);
    }
    // As when the store could not be opened.
    HoldJournal.open(file).close();
    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left().calls()).hasSize(1);
    }
  }

  @Test
  void fileGoesWithAJournalThatNothingIsIn() {
    try (HoldJournal journal = begun(1, 1)) {
      HoldJournal.Slot slot = journal.take();
      slot.held(hold(1, new Payer(1L, null, null)), 1);
      assertThat(file).exists();
      slot.free();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void whatRunsAndWhatHasEndedIsFoundAndWhatIsWrittenIsNot() {
    Hold runs = hold(7, new Payer(3L, "pr_1", "key_1"));
    Hold ended = hold(8, new Payer(3L, null, null));
    HoldEnd end = end(ended, Records.ok("request-8"));
    try (HoldJournal journal = begun(12, 1_700_000_000_000L)) {
      journal.take().held(runs, 41);
      HoldJournal.Slot slot = journal.take();
      slot.held(ended, 42);
      assertThat(slot.ended(end)).isTrue();
      HoldJournal.Slot written = journal.take();
      written.held(hold(9, new Payer(null, null, "key_1")), 43);
      written.free();
    }

    try (HoldJournal journal = HoldJournal.open(file)) {
      HoldJournal.Left left = journal.left();
      assertThat(left.boot()).isEqualTo(12);
      assertThat(left.startedAt()).isEqualTo(1_700_000_000_000L);
      assertThat(left.lastHold()).isEqualTo(8);
      assertThat(left.calls())
          .containsExactlyInAnyOrder(
              new HoldJournal.Found(runs, 41, null), new HoldJournal.Found(ended, 42, end));
      journal.begin(13, 1);
      assertThat(journal.left()).isEqualTo(new HoldJournal.Left(13, 1, List.of()));
    }
  }

  @Test
  void recordsOfEveryKindComeBackAsTheyWere() {
    List<HoldEnd> ends = new ArrayList<>();
    Random random = new Random(20261128);
    try (HoldJournal journal = begun(1, 1)) {
      while (ends.size() < 500) {
        Hold hold = hold(ends.size() + 1, new Payer(1L, null, null));
        HoldEnd end = end(hold, Records.random(random));
        HoldJournal.Slot slot = journal.take();
        slot.held(end.hold(), 1);
        assertThat(slot.ended(end)).isTrue();
        ends.add(end);
      }
    }

    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left().calls())
          .extracting(HoldJournal.Found::end)
          .containsExactlyInAnyOrderElementsOf(ends);
    }
  }

  @Test
  void slotsAreUsedAgainAndMoreAreMadeWhenAllAreTaken() throws IOException {
    try (HoldJournal journal = begun(1, 1)) {
      for (int i = 0; i < 10_000; i++) {
        HoldJournal.Slot slot = journal.take();
        slot.held(hold(i, new Payer(1L, null, null)), 1);
        slot.free();
      }
      assertThat(Files.size(file)).isEqualTo(1 << 20);
      for (int i = 0; i < 3_000; i++) {
        journal.take().held(hold(i, new Payer(1L, null, null)), 1);
      }
      assertThat(Files.size(file)).isEqualTo(3 << 20);
    }
    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left()).extracting(HoldJournal.Left::calls, LIST).hasSize(3_000);
      // Nothing of them is found again.
      journal.begin(2, 2);
    }
    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left().calls()).isEmpty();
    }
  }

  @Test
  void whoeverIsInterruptedWhileMoreAreMadeIsRefusedAndNobodyElse() {
    try (HoldJournal journal = begun(1, 1)) {
      for (int i = 1; i < 1_024; i++) {
        journal.take();
      }
      Thread.currentThread().interrupt();
      assertThatThrownBy(journal::take).isInstanceOf(ServerException.class);
      assertThat(Thread.interrupted()).isTrue();

      journal.take().held(hold(7, new Payer(1L, null, null)), 1);
    }
    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left().calls()).hasSize(1);
    }
  }

  @Test
  void whatIsTooLongForASlotIsSaidAndTheHoldStays() {
    Hold hold = hold(1, new Payer(1L, null, null));
    UsageRecord call = Records.ok("x".repeat(2_000));
    try (HoldJournal journal = begun(1, 1)) {
      HoldJournal.Slot slot = journal.take();
      slot.held(hold, 5);
      assertThat(slot.ended(end(hold, call))).isFalse();
    }
    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left().calls()).containsExactly(new HoldJournal.Found(hold, 5, null));
    }
  }

  @Test
  void longNamesAreCut() {
    Payer payer = new Payer(1L, "p".repeat(40), "k".repeat(40));
    String name = "é".repeat(5_000);
    try (HoldJournal journal = begun(1, 1)) {
      journal.take().held(new Hold(1, new HoldRequest(name, name, payer, Money.ZERO, 3)), 5);
    }
    try (HoldJournal journal = HoldJournal.open(file)) {
      Hold found = journal.left().calls().get(0).hold();
      assertThat(found.request().payer()).isEqualTo(payer);
      assertThat(name).startsWith(found.request().requestId()).startsWith(found.request().model());
    }
  }

  @Test
  void callThatALossOfPowerHasLeftInPiecesIsLeftOut() throws IOException {
    try (HoldJournal journal = begun(1, 1)) {
      for (int i = 0; i < 5; i++) {
        journal.take().held(hold(i, new Payer(1L, null, null)), 1);
      }
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(2 * 1_024 + 60);
      bytes.write(new byte[] {1, 2, 3});
      bytes.seek(3 * 1_024 + 4);
      bytes.writeInt(-5);
    }
    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left().calls()).hasSize(3);
    }
  }

  @Test
  void aClosedJournalTakesNothingAndIsNotWrittenTo() {
    Hold hold = hold(1, new Payer(1L, null, null));
    HoldJournal closed = begun(1, 1);
    HoldJournal.Slot slot = closed.take();
    slot.held(hold, 1);
    closed.close();

    assertThat(slot.ended(end(hold, null))).isFalse();
    slot.free();
    HoldJournal.Slot other = closed.take();
    assertThatThrownBy(() -> other.held(hold, 1)).isInstanceOf(ServerException.class);
    try (HoldJournal journal = HoldJournal.open(file)) {
      assertThat(journal.left().calls()).containsExactly(new HoldJournal.Found(hold, 1, null));
    }
  }

  private HoldJournal begun(long boot, long startedAt) {
    HoldJournal journal = HoldJournal.open(file);
    journal.begin(boot, startedAt);
    return journal;
  }

  private static Hold hold(long id, Payer payer) {
    return new Hold(id, new HoldRequest("request", "m-text", payer, Money.nanos(50), 600));
  }

  private static HoldEnd end(Hold hold, @Nullable UsageRecord call) {
    return new HoldEnd(
        hold,
        HoldEnd.Kind.CHARGE,
        new Charge(Money.nanos(30), 400, "p7"),
        new Settlement(Money.nanos(29), Money.nanos(1)),
        20_000,
        44,
        call);
  }
}
