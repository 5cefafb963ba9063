package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every log of usage promises. */
abstract class UsageLogContract extends StoreContract {

  private UsageLog log() {
    return store.usage();
  }

  @Test
  void aRecordIsKeptAsItIs() {
    log().accept(Records.ok("request-1"));

    assertThat(log().newest(10)).containsExactly(Records.ok("request-1"));
  }

  @ParameterizedTest
  @EnumSource
  void everyOutcomeIsKept(Outcome outcome) {
    UsageRecord call = Records.record("r", Records.NOON, "key_1", "m-text", outcome);
    log().accept(call);

    assertThat(log().newest(1)).containsExactly(call);
  }

  @Test
  void theNewestComeFirst() {
    accept(1, 2, 3);

    assertThat(log().newest(2)).extracting(UsageRecord::requestId).containsExactly("3", "2");
  }

  @Test
  void pagesFollowEachOtherThoughRecordsComeMeanwhile() {
    accept(1, 2, 3, 4, 5);
    UsagePage first = log().page(UsageQuery.ALL, 2, null);
    accept(6, 7);

    UsagePage second = log().page(UsageQuery.ALL, 2, first.next());
    UsagePage third = log().page(UsageQuery.ALL, 2, second.next());

    assertThat(Stream.of(first, second, third).flatMap(page -> page.records().stream()))
        .extracting(UsageRecord::requestId)
        .containsExactly("5", "4", "3", "2", "1");
    assertThat(third.next()).isNull();
  }

  @Test
  void theLastPageIsKnownAsSuchThoughItIsFull() {
    accept(1, 2);

    assertThat(log().page(UsageQuery.ALL, 2, null).next()).isNull();
  }

  @Test
  void s51APageHasItsBounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> log().newest(0));
    assertThatIllegalArgumentException().isThrownBy(() -> log().newest(1_000_000_000));
    assertThat(log().page(UsageQuery.ALL, 1, -5L).records()).isEmpty();
  }

  @Test
  void recordsAreAskedForByEachOfTheirSides() {
    UsageRecord one = Records.record("1", Records.NOON, "key_1", "a-text", Outcome.OK);
    UsageRecord two =
        Records.record("2", Records.NOON.plusSeconds(1), "key_2", "a-text", Outcome.OK);
    UsageRecord three =
        Records.record("3", Records.NOON.plusSeconds(2), "key_1", "b-text", Outcome.PARTIAL);
    List.of(one, two, three).forEach(log()::accept);

    assertThat(asked(UsageQuery.ALL)).containsExactly(three, two, one);
    assertThat(asked(UsageQuery.ALL.keyId("key_1"))).containsExactly(three, one);
    assertThat(asked(UsageQuery.ALL.account("account of key_2"))).containsExactly(two);
    assertThat(asked(UsageQuery.ALL.model("a-text"))).containsExactly(two, one);
    assertThat(asked(UsageQuery.ALL.outcome(Outcome.PARTIAL))).containsExactly(three);
    assertThat(asked(UsageQuery.ALL.between(Records.NOON, Records.NOON.plusSeconds(1))))
        .containsExactly(one);
    assertThat(asked(UsageQuery.ALL.keyId("key_1").model("a-text"))).containsExactly(one);
  }

  @Test
  void s51WildcardsAreOrdinaryCharacters() {
    accept(1);

    assertThat(asked(UsageQuery.ALL.model("%"))).isEmpty();
    assertThat(asked(UsageQuery.ALL.keyId("key__"))).isEmpty();
    assertThat(asked(UsageQuery.ALL.model("' OR 1=1 --"))).isEmpty();
  }

  @Test
  void totalsAddUpWhatIsAskedFor() {
    log().accept(Records.record("1", Records.NOON, "key_1", "a-text", Outcome.OK));
    log().accept(Records.record("2", Records.NOON, "key_1", "a-text", Outcome.PARTIAL));
    log().accept(Records.record("3", Records.NOON, "key_2", "a-text", Outcome.OK));

    assertThat(log().totals())
        .isEqualTo(new UsageLog.Totals(3, 1, 3_000, 1_500, Money.nanos(3_703_701)));
    assertThat(log().totals(UsageQuery.ALL.keyId("key_1")))
        .isEqualTo(new UsageLog.Totals(2, 1, 2_000, 1_000, Money.nanos(2_469_134)));
    assertThat(log().totals(UsageQuery.ALL.keyId("key_3"))).isEqualTo(UsageLog.Totals.NONE);
  }

  @Test
  void recordsFromManyThreadsAreAllThere() throws Exception {
    try (Together together = new Together(8)) {
      together.run(
          () -> {
            accept(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            return 0;
          });
    }

    assertThat(log().totals().calls()).isEqualTo(80);
    assertThat(log().dropped()).isZero();
  }

  @Test
  void moreThanCanBeKeptIsCountedAndNotWaitedFor() {
    int all = 60_000;
    UsageRecord call = Records.ok("r");
    for (int i = 0; i < all; i++) {
      log().accept(call);
    }

    assertThat(log().totals().calls() + log().dropped()).isEqualTo(all);
  }

  private List<UsageRecord> asked(UsageQuery query) {
    return log().page(query, 100, null).records();
  }

  private void accept(int... requests) {
    List<UsageRecord> calls = new ArrayList<>();
    for (int request : requests) {
      calls.add(Records.ok(Integer.toString(request)));
    }
    calls.forEach(log()::accept);
  }
}
