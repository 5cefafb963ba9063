package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Latency;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.Records;
import dev.vaultgate.router.usage.UsageCutoff;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsagePoint;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRanking;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageSpan;
import dev.vaultgate.router.usage.UsageStep;
import dev.vaultgate.router.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aCallThatTookLongStandsWhereItBegan() {
    log().accept(at("2", Records.NOON.plusSeconds(1)));
    log().accept(at("1", Records.NOON));

    assertThat(log().newest(2)).extracting(UsageRecord::requestId).containsExactly("2", "1");
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
    assertThat(asked(UsageQuery.ALL.where(UsageSide.KEY, "key_1"))).containsExactly(three, one);
    assertThat(asked(UsageQuery.ALL.where(UsageSide.ACCOUNT, "account of key_2")))
        .containsExactly(two);
    assertThat(asked(UsageQuery.ALL.ownedBy(two.accountId()))).containsExactly(two);
    assertThat(asked(UsageQuery.ALL.where(UsageSide.MODEL, "a-text"))).containsExactly(two, one);
    assertThat(asked(UsageQuery.ALL.where(UsageSide.OUTCOME, "partial"))).containsExactly(three);
    assertThat(asked(UsageQuery.ALL.failed())).containsExactly(three);
    assertThat(asked(UsageQuery.ALL.between(Records.NOON, Records.NOON.plusSeconds(1))))
        .containsExactly(one);
    assertThat(asked(UsageQuery.ALL.where(UsageSide.KEY, "key_1").where(UsageSide.MODEL, "a-text")))
        .containsExactly(one);
    assertThat(asked(UsageQuery.ALL.ownedBy(two.accountId()).where(UsageSide.KEY, "key_1")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everySideFindsItsCallAndNoOther(UsageSide side) {
    UsageRecord call = Records.ok("r");
    log().accept(call);

    assertThat(asked(UsageQuery.ALL.where(side, side.of(call)))).containsExactly(call);
    assertThat(asked(UsageQuery.ALL.where(side, "another"))).isEmpty();
    assertThat(shares(UsageQuery.ALL, side))
        .containsExactly(new UsageRanking.Share(side.of(call), UsageTotals.of(call)));
  }

  @Test
  void theBeginningOfARequestsIdAndAPartOfAModelsNameAreFound() {
    UsageRecord one = Records.record("abc.1", Records.NOON, "key_1", "GPT-4o-text", Outcome.OK);
    UsageRecord two = Records.record("xabc", Records.NOON, "key_1", "claude-text", Outcome.OK);
    List.of(one, two).forEach(log()::accept);

    assertThat(asked(UsageQuery.ALL.search("abc"))).containsExactly(one);
    assertThat(asked(UsageQuery.ALL.search("pt-4O"))).containsExactly(one);
    assertThat(asked(UsageQuery.ALL.search("text"))).containsExactly(two, one);
    assertThat(asked(UsageQuery.ALL.search("ABC"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "\\", "key__", "' OR 1=1 --", "*", "?", "[a-z]"})
  void s51WhatIsSearchedForIsLookedForLetterByLetter(String text) {
    accept(1);
    UsageRecord odd = Records.ok(text + "1");
    log().accept(odd);

    assertThat(asked(UsageQuery.ALL.search(text))).containsExactly(odd);
    assertThat(asked(UsageQuery.ALL.where(UsageSide.MODEL, text))).isEmpty();
    assertThat(asked(UsageQuery.ALL.where(UsageSide.KEY, text))).isEmpty();
  }

  @Test
  void s51ASearchHasItsBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asked(UsageQuery.ALL.search("x".repeat(10_000))));
    assertThatIllegalArgumentException().isThrownBy(() -> asked(UsageQuery.ALL.search("")));
    assertThatIllegalArgumentException().isThrownBy(() -> asked(UsageQuery.ALL.search("a\0b")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log().summary(UsageQuery.ALL.search("x")));
  }

  @Test
  void whatIsRareIsFoundBehindMuchElse() {
    UsageRecord rare = Records.record("rare", Records.NOON, "key_1", "b-text", Outcome.PARTIAL);
    log().accept(rare);
    for (int i = 0; i < 6_000; i++) {
      log().accept(at("r" + i, Records.NOON.plusSeconds(i)));
    }

    assertThat(asked(UsageQuery.ALL.where(UsageSide.MODEL, "b-text"))).containsExactly(rare);
    assertThat(asked(UsageQuery.ALL.failed())).containsExactly(rare);
    assertThat(asked(UsageQuery.ALL.search("rar"))).containsExactly(rare);
    assertThat(asked(UsageQuery.ALL.search("b-te"))).containsExactly(rare);
  }

  @Test
  void pagesOfWhatIsRareFollowEachOther() {
    Instant start = Records.NOON;
    for (int i = 0; i < 12_000; i++) {
      Outcome outcome = i % 3_000 == 0 ? Outcome.PARTIAL : Outcome.OK;
      log().accept(Records.record("" + i, start.plusMillis(i), "key_" + i % 7, "m-text", outcome));
    }
    UsageQuery failed = UsageQuery.ALL.failed();

    UsagePage first = log().page(failed, 2, null);
    UsagePage second = log().page(failed, 2, first.next());

    assertThat(first.records()).extracting(UsageRecord::requestId).containsExactly("9000", "6000");
    assertThat(second.records()).extracting(UsageRecord::requestId).first().isEqualTo("3000");
  }

  @Test
  void totalsAddUpWhatIsAskedFor() {
    log().accept(Records.record("1", Records.NOON, "key_1", "a-text", Outcome.OK));
    log().accept(Records.record("2", Records.NOON, "key_1", "a-text", Outcome.PARTIAL));
    log().accept(Records.record("3", Records.NOON, "key_2", "a-text", Outcome.OK));

    assertThat(log().totals()).isEqualTo(totals(3, 1));
    assertThat(totals(UsageQuery.ALL.where(UsageSide.KEY, "key_1"))).isEqualTo(totals(2, 1));
    assertThat(totals(UsageQuery.ALL.where(UsageSide.KEY, "key_3"))).isEqualTo(UsageTotals.NONE);
    assertThat(totals(UsageQuery.ALL.failed())).isEqualTo(totals(1, 1));
    assertThat(
            totals(UsageQuery.ALL.where(UsageSide.KEY, "key_1").where(UsageSide.MODEL, "a-text")))
        .isEqualTo(totals(2, 1));
  }

  /** Of so many records of {@link Records}. */
  private static UsageTotals totals(long calls, long failed) {
    return new UsageTotals(
        calls,
        failed,
        calls * 1_000,
        calls * 500,
        calls * 300,
        calls * 20,
        calls * 10,
        Money.nanos(calls * 1_234_567),
        calls * 1_500,
        calls,
        calls * 321);
  }

  @Test
  void sumsAreOfWholeHours() {
    log().accept(at("before", Records.NOON.minusMillis(1)));
    log().accept(at("first", Records.NOON));
    log().accept(at("last", Records.NOON.plus(Duration.ofHours(2)).minusMillis(1)));
    log().accept(at("after", Records.NOON.plus(Duration.ofHours(2))));
    UsageQuery query =
        UsageQuery.ALL.between(Records.NOON.plusSeconds(10), Records.NOON.plusSeconds(3_601));

    assertThat(log().summary(query).totals().calls()).isEqualTo(2);
    assertThat(log().summary(query).span())
        .isEqualTo(new UsageSpan(Records.NOON, Records.NOON.plus(Duration.ofHours(2))));
  }

  @Test
  void sumsOverManyDaysCountEachCallOnce() {
    Instant start = Instant.parse("2026-11-01T00:30:00Z");
    for (int hour = 0; hour < 24 * 10; hour++) {
      log().accept(at("" + hour, start.plus(Duration.ofHours(hour))));
    }

    for (int from = 0; from < 60; from += 7) {
      for (int until = from; until < 200; until += 13) {
        UsageQuery query =
            UsageQuery.ALL.between(
                start.plus(Duration.ofHours(from)), start.plus(Duration.ofHours(until)));

        assertThat(totals(query).calls()).as(from + " to " + until).isEqualTo(until - from + 1);
      }
    }
    assertThat(totals(UsageQuery.ALL.between(start, null)).calls()).isEqualTo(240);
    assertThat(totals(UsageQuery.ALL.between(null, start.plusSeconds(3_600))).calls()).isEqualTo(2);
  }

  @Test
  void latencyIsToldInPercentiles() {
    IntStream.rangeClosed(1, 100).forEach(i -> log().accept(lasting(i * 100L)));

    Latency latency = log().summary(UsageQuery.ALL).latency();

    assertThat(latency).isNotNull();
    assertThat(latency.p50()).isBetween(4_900L, 5_100L);
    assertThat(latency.p90()).isBetween(8_800L, 9_200L);
    assertThat(latency.p99()).isBetween(9_800L, 10_100L);
    assertThat(log().summary(UsageQuery.ALL.where(UsageSide.KEY, "key_1")).latency())
        .isEqualTo(latency);
    assertThat(log().summary(UsageQuery.ALL.where(UsageSide.MODEL, "m-text")).latency())
        .isEqualTo(latency);
    assertThat(log().summary(UsageQuery.ALL.where(UsageSide.KEY, "none")).latency()).isNull();
  }

  @Test
  void aSeriesHasEveryStep() {
    log().accept(at("1", Records.NOON));
    log().accept(at("2", Records.NOON.plusSeconds(3 * 3_600 + 5)));
    log().accept(at("3", Records.NOON.plusSeconds(3 * 3_600 + 6)));

    List<UsagePoint> points =
        log()
            .series(
                UsageQuery.ALL.between(Records.NOON, Records.NOON.plusSeconds(4 * 3_600)),
                UsageStep.HOUR);

    assertThat(points).extracting(point -> point.totals().calls()).containsExactly(1L, 0L, 0L, 2L);
    assertThat(points.get(3).start()).isEqualTo(Records.NOON.plusSeconds(3 * 3_600));
    assertThat(points.get(3).latency()).isNotNull();
    assertThat(points.get(2).latency()).isNull();
  }

  @Test
  void aSeriesOfDaysHasWholeDays() {
    log().accept(at("1", Records.NOON.minus(Duration.ofHours(12))));
    log().accept(at("2", Records.NOON.plus(Duration.ofHours(23))));

    List<UsagePoint> points =
        log()
            .series(
                UsageQuery.ALL.between(Records.NOON, Records.NOON.plus(Duration.ofDays(1))),
                UsageStep.DAY);

    assertThat(points).extracting(point -> point.totals().calls()).containsExactly(1L, 1L);
    assertThat(points.get(0).start()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
  }

  @Test
  void s51ASeriesHasItsBounds() {
    Instant late = Records.NOON.plus(Duration.ofDays(365));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> log().series(UsageQuery.ALL, UsageStep.DAY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log().series(UsageQuery.ALL.between(Records.NOON, late), UsageStep.HOUR));
    assertThat(log().series(UsageQuery.ALL.between(late, Records.NOON), UsageStep.HOUR)).isEmpty();
  }

  @Test
  void aRankingBeginsWithTheGreatest() {
    log().accept(Records.record("1", Records.NOON, "key_1", "a-text", Outcome.OK));
    log().accept(Records.record("2", Records.NOON, "key_2", "b-text", Outcome.OK));
    log().accept(Records.record("3", Records.NOON, "key_3", "b-text", Outcome.PARTIAL));

    UsageRanking ranking = log().ranking(UsageQuery.ALL, UsageSide.MODEL, UsageMeasure.COST, 1);

    assertThat(ranking.shares()).containsExactly(new UsageRanking.Share("b-text", totals(2, 1)));
    assertThat(ranking.all()).isEqualTo(totals(3, 1));
    assertThat(shares(UsageQuery.ALL.where(UsageSide.MODEL, "b-text"), UsageSide.KEY))
        .extracting(UsageRanking.Share::value)
        .containsExactly("key_2", "key_3");
    assertThat(shares(UsageQuery.ALL.where(UsageSide.KEY, "key_1"), UsageSide.MODEL))
        .extracting(UsageRanking.Share::value)
        .containsExactly("a-text");
  }

  @Test
  void sumsAreWhatTheRecordsAddUpTo() {
    long seed = 20261128;
    Random random = new Random(seed);
    List<UsageRecord> calls = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      calls.add(Records.random(random));
    }
    calls.forEach(log()::accept);

    for (UsageSide side : UsageSide.values()) {
      UsageRecord some = calls.get(random.nextInt(calls.size()));
      UsageQuery query = UsageQuery.ALL.where(side, side.of(some));
      UsageQuery owned = query.ownedBy(some.accountId());

      assertThat(totals(query)).as("%s, seed %d", side, seed).isEqualTo(added(query, calls));
      assertThat(totals(owned)).as("%s, seed %d", side, seed).isEqualTo(added(owned, calls));
      assertThat(log().ranking(owned, UsageSide.MODEL, UsageMeasure.CALLS, 10).all())
          .as("%s, seed %d", side, seed)
          .isEqualTo(added(owned, calls));
      assertThat(log().page(query, 1_000, null).records())
          .as("%s, seed %d", side, seed)
          .hasSize(Math.min(1_000, (int) calls.stream().filter(query::matches).count()))
          .allMatch(query::matches);
    }
  }

  private static UsageTotals added(UsageQuery query, List<UsageRecord> calls) {
    return calls.stream()
        .filter(query::matches)
        .map(UsageTotals::of)
        .reduce(UsageTotals.NONE, UsageTotals::plus);
  }

  @Test
  void whatIsOldIsForgotten() {
    for (int day = 0; day < 40; day++) {
      log().accept(at("" + day, Records.NOON.minus(Duration.ofDays(day))));
    }

    forget(Records.NOON.minus(Duration.ofDays(9)));

    assertThat(log().newest(100)).hasSize(10);
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

  /** Forgets all that is older. */
  void forget(Instant time) {
    UsageLog.Forgetting forgetting = log().forget(new UsageCutoff(time, time, time));
    boolean more = true;
    while (more) {
      more = forgetting.step();
    }
  }

  private List<UsageRecord> asked(UsageQuery query) {
    return log().page(query, 100, null).records();
  }

  private UsageTotals totals(UsageQuery query) {
    return log().summary(query).totals();
  }

  private List<UsageRanking.Share> shares(UsageQuery query, UsageSide by) {
    return log().ranking(query, by, UsageMeasure.CALLS, 100).shares();
  }

  private static UsageRecord at(String request, Instant startedAt) {
    return Records.record(request, startedAt, "key_1", "m-text", Outcome.OK);
  }

  private static UsageRecord lasting(long millis) {
    return Records.lasting(Records.ok("r"), millis);
  }

  private void accept(int... requests) {
    Arrays.stream(requests).forEach(request -> log().accept(Records.ok("" + request)));
  }
}
