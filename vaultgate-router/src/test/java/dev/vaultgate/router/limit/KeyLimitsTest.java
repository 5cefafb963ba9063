package dev.vaultgate.router.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyLimitsTest {

  private final FakeTime time = new FakeTime();
  private final Store store = Store.inMemory();
  private final Keys keys = new Keys(store.keys(), time);
  private final KeyLimits limits = new KeyLimits(time::nanoTime);

  @Test
  void aKeyThatHasUsedUpItsMinuteIsRefusedWithTheTimeOfTheNextPlace() {
    ApiKey key = key(2, 0);
    limits.enter(key, 0).leave(0);
    time.advance(Duration.ofSeconds(20));
    limits.enter(key, 0).leave(0);

    assertRefused(key, "rate_limit_exceeded", Duration.ofSeconds(41));
  }

  @Test
  void aKeyWithoutALimitIsNeverRefused() {
    ApiKey key = key(0, 0);

    for (int i = 0; i < 1_000; i++) {
      limits.enter(key, 0);
    }

    assertThat(limits.state(key)).isEqualTo(RateStates.UNLIMITED);
  }

  @Test
  void oneKeyDoesNotUseUpAnothersMinute() {
    ApiKey one = key(1, 0);
    ApiKey other = key(1, 0);

    limits.enter(one, 0);

    assertThat(limits.state(other).requests().remaining()).isEqualTo(1);
    limits.enter(other, 0);
  }

  @Test
  void asManyCallsRunAtOnceAsTheKeyMay() {
    ApiKey key = key(0, 2);
    KeyLimits.Place first = limits.enter(key, 0);
    limits.enter(key, 0);

    assertRefused(key, "concurrency_limit_exceeded", Duration.ofSeconds(1));

    first.leave(0);
    limits.enter(key, 0);
  }

  @Test
  void aPlaceIsFreedOnceHoweverOftenItIsLeft() {
    ApiKey key = key(0, 2);
    KeyLimits.Place first = limits.enter(key, 0);
    limits.enter(key, 0);

    first.leave(0);
    first.leave(0);
    first.cancel();

    limits.enter(key, 0);
    assertRefused(key, "concurrency_limit_exceeded", Duration.ofSeconds(1));
  }

  @Test
  void aRefusedCallDoesNotCount() {
    ApiKey key = key(2, 1);
    KeyLimits.Place running = limits.enter(key, 0);
    assertRefused(key, "concurrency_limit_exceeded", Duration.ofSeconds(1));

    running.leave(0);
    assertThat(limits.state(key).requests().remaining()).isEqualTo(1);
    limits.enter(key, 0).cancel();

    assertThat(limits.state(key).requests().remaining()).isEqualTo(1);
  }

  @Test
  void tokensAreBorrowedAndWhatWasNotUsedIsThereAgain() {
    ApiKey key = keyOf(new Rates(0, 1_000, 0));
    KeyLimits.Place place = limits.enter(key, 700);
    time.advance(Duration.ofSeconds(10));
    assertRefused(key, 400, "rate_limit_exceeded", Duration.ofSeconds(51));

    place.leave(200);

    assertThat(limits.state(key).tokens()).isEqualTo(new RateState(1_000, 800, 51_000));
    limits.enter(key, 800);
    assertRefused(key, 1, "rate_limit_exceeded", Duration.ofSeconds(51));
  }

  @Test
  void tokensUsedBeyondTheEstimateCountFromTheirEndOn() {
    ApiKey key = keyOf(new Rates(0, 1_000, 0));
    KeyLimits.Place place = limits.enter(key, 100);
    time.advance(Duration.ofSeconds(30));

    place.leave(1_500);

    assertThat(limits.state(key).tokens()).isEqualTo(new RateState(1_000, 0, 61_000));
    assertRefused(key, 1, "rate_limit_exceeded", Duration.ofSeconds(61));
    time.advance(Duration.ofSeconds(61));
    limits.enter(key, 1_000);
  }

  @Test
  void aCallThatMayUseMoreThanTheWholeLimitWaitsUntilAllOfItIsThere() {
    ApiKey key = keyOf(new Rates(0, 1_000, 0));
    limits.enter(key, 1).leave(1);

    assertRefused(key, 5_000, "rate_limit_exceeded", Duration.ofSeconds(61));
    time.advance(Duration.ofSeconds(61));
    limits.enter(key, 5_000);

    assertThat(limits.state(key).tokens().remaining()).isZero();
  }

  @Test
  void tokensOfARefusedCallAreThereAgain() {
    ApiKey key = keyOf(new Rates(0, 1_000, 0));

    limits.enter(key, 1_000).cancel();

    assertThat(limits.state(key).tokens().remaining()).isEqualTo(1_000);
  }

  @Test
  void keysOfAProjectShareItsLimitsAndTheTighterRefusesAndIsNamed() {
    Project project = project(new Rates(3, 500, 2));
    ApiKey one = keyOf(project, new Rates(2, 0, 0));
    ApiKey other = keyOf(project, new Rates(10, 0, 0));
    KeyLimits.Place first = limits.enter(one, 100);
    KeyLimits.Place second = limits.enter(other, 100);

    assertThatThrownBy(() -> limits.enter(other, 100))
        .hasMessage("The project %s's limit of 2 calls at once is reached.", project.id());
    first.leave(100);
    second.leave(100);
    assertThatThrownBy(() -> limits.enter(other, 301))
        .hasMessage("The project %s's limit of 500 tokens per minute is used up.", project.id());
    limits.enter(one, 100).leave(100);
    assertThatThrownBy(() -> limits.enter(other, 1))
        .hasMessage("The project %s's limit of 3 requests per minute is used up.", project.id());
    assertThatThrownBy(() -> limits.enter(one, 1))
        .hasMessage("The key's limit of 2 requests per minute is used up.");
  }

  @Test
  void whatTheProjectRefusesDoesNotCountForTheKey() {
    Project project = project(new Rates(1, 0, 0));
    ApiKey key = keyOf(project, new Rates(5, 1_000, 1));
    limits.enter(key, 10).leave(10);

    assertThatThrownBy(() -> limits.enter(key, 10)).isInstanceOf(RateLimitException.class);

    assertThat(limits.state(readAnew(key)).requests().remaining()).isEqualTo(4);
    time.advance(Duration.ofSeconds(61));
    limits.enter(key, 10);
  }

  @Test
  void theStateIsThatOfTheTighterLimit() {
    Project project = project(new Rates(3, 5_000, 0));
    ApiKey key = keyOf(project, new Rates(10, 1_000, 0));

    limits.enter(key, 400);

    assertThat(limits.state(key).requests()).isEqualTo(new RateState(3, 2, 61_000));
    assertThat(limits.state(key).tokens()).isEqualTo(new RateState(1_000, 600, 61_000));
  }

  @Test
  void aPlaceInAProjectIsFreedOnceHoweverOftenItIsLeft() {
    Project project = project(new Rates(0, 1_000, 2));
    ApiKey key = keyOf(project, new Rates(0, 0, 0));
    KeyLimits.Place first = limits.enter(key, 300);
    limits.enter(key, 300);

    first.leave(100);
    first.leave(100);
    first.cancel();

    assertThat(limits.state(key).tokens().remaining()).isEqualTo(600);
    limits.enter(key, 0);
    assertRefused(key, "concurrency_limit_exceeded", Duration.ofSeconds(1));
  }

  @Test
  void idleKeysAreForgottenWithinTwoMinutes() {
    for (int i = 0; i < 100; i++) {
      limits.enter(key(60, 0), 0).leave(0);
    }
    ApiKey running = key(60, 1);
    limits.enter(running, 0);

    time.advance(Duration.ofMinutes(2));
    limits.enter(key(60, 0), 0);

    assertThat(limits.size()).isEqualTo(2);
    assertRefused(running, "concurrency_limit_exceeded", Duration.ofSeconds(1));
  }

  @Test
  void whereTooManyKeysAreInUseFurtherOnesWaitAndNoneInUseIsForgotten() {
    KeyLimits few = new KeyLimits(time::nanoTime, 2);
    ApiKey one = key(1, 0);
    few.enter(one, 0).leave(0);
    few.enter(key(1, 0), 0).leave(0);
    time.advance(Duration.ofSeconds(5));
    ApiKey third = key(1, 0);

    assertThatThrownBy(() -> few.enter(third, 0))
        .hasMessage("More keys are in use at once than this gateway can count.")
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
    few.enter(key(0, 0), 0).leave(0);
    assertThat(few.size()).isEqualTo(2);
    assertThat(few.state(one).requests().remaining()).isZero();

    time.advance(Duration.ofSeconds(57));
    few.enter(third, 0);
    assertThat(few.size()).isEqualTo(1);
  }

  @Test
  void f75AJumpOfTheWallClockChangesNothing() {
    ApiKey key = key(1, 0);
    limits.enter(key, 0);

    time.jump(Duration.ofHours(1));

    assertThat(limits.state(key).requests().remaining()).isZero();
  }

  @Test
  void s39TwentyThreadsTogetherGetNoMoreThanTheLimit() throws Exception {
    ApiKey key = key(500, 0);
    AtomicInteger came = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        callers.add(pool.submit(() -> knock(key, start, came)));
      }
      start.countDown();
      for (Future<?> caller : callers) {
        caller.get(30, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(came).hasValue(500);
  }

  private void knock(ApiKey key, CountDownLatch start, AtomicInteger came) {
    try {
      start.await();
      for (int i = 0; i < 100; i++) {
        limits.enter(key, 0).leave(0);
        came.incrementAndGet();
      }
    } catch (RateLimitException expected) {
      assertThat(expected.code()).isEqualTo("rate_limit_exceeded");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ApiKey key(int requestsPerMinute, int concurrencyMax) {
    return keys.create(
            KeySpec.named("test")
                .requestsPerMinute(requestsPerMinute)
                .concurrencyMax(concurrencyMax))
        .key();
  }

  private ApiKey keyOf(Rates rates) {
    return keys.create(KeySpec.named("test").rates(rates)).key();
  }

  private Project project(Rates rates) {
    return new Projects(store.projects(), keys, time)
        .create(
            store.keys().account("a", true, time.now()), "p", new ProjectTerms(Budget.NONE, rates));
  }

  private ApiKey keyOf(Project project, Rates rates) {
    return keys.create(KeySpec.named("test").project(project).rates(rates)).key();
  }

  /** The key as it is without its project's limits. */
  private ApiKey readAnew(ApiKey key) {
    return keys.update(key, key.name(), null, key.terms()).orElseThrow();
  }

  private void assertRefused(ApiKey key, String code, Duration retryAfter) {
    assertRefused(key, 0, code, retryAfter);
  }

  private void assertRefused(ApiKey key, long tokens, String code, Duration retryAfter) {
    assertThatThrownBy(() -> limits.enter(key, tokens))
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.retryAfter()).contains(retryAfter));
  }
}
