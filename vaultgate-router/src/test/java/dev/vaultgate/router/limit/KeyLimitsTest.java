package dev.vaultgate.router.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
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
    limits.enter(key).leave();
    time.advance(Duration.ofSeconds(20));
    limits.enter(key).leave();

    assertRefused(key, "rate_limit_exceeded", Duration.ofSeconds(41));
  }

  @Test
  void aKeyWithoutALimitIsNeverRefused() {
    ApiKey key = key(0, 0);

    for (int i = 0; i < 1_000; i++) {
      limits.enter(key);
    }

    assertThat(limits.state(key).isLimited()).isFalse();
  }

  @Test
  void oneKeyDoesNotUseUpAnothersMinute() {
    ApiKey one = key(1, 0);
    ApiKey other = key(1, 0);

    limits.enter(one);

    assertThat(limits.state(other).remaining()).isEqualTo(1);
    limits.enter(other);
  }

  @Test
  void asManyCallsRunAtOnceAsTheKeyMay() {
    ApiKey key = key(0, 2);
    KeyLimits.Place first = limits.enter(key);
    limits.enter(key);

    assertRefused(key, "concurrency_limit_exceeded", Duration.ofSeconds(1));

    first.leave();
    limits.enter(key);
  }

  @Test
  void aPlaceIsFreedOnceHoweverOftenItIsLeft() {
    ApiKey key = key(0, 2);
    KeyLimits.Place first = limits.enter(key);
    limits.enter(key);

    first.leave();
    first.leave();
    first.cancel();

    limits.enter(key);
    assertRefused(key, "concurrency_limit_exceeded", Duration.ofSeconds(1));
  }

  @Test
  void aRefusedCallDoesNotCount() {
    ApiKey key = key(2, 1);
    KeyLimits.Place running = limits.enter(key);
    assertRefused(key, "concurrency_limit_exceeded", Duration.ofSeconds(1));

    running.leave();
    assertThat(limits.state(key).remaining()).isEqualTo(1);
    limits.enter(key).cancel();

    assertThat(limits.state(key).remaining()).isEqualTo(1);
  }

  @Test
  void idleKeysAreForgottenWithinTwoMinutes() {
    for (int i = 0; i < 100; i++) {
      limits.enter(key(60, 0)).leave();
    }
    ApiKey running = key(60, 1);
    limits.enter(running);

    time.advance(Duration.ofMinutes(2));
    limits.enter(key(60, 0));

    assertThat(limits.size()).isEqualTo(2);
    assertRefused(running, "concurrency_limit_exceeded", Duration.ofSeconds(1));
  }

  @Test
  void f75AJumpOfTheWallClockChangesNothing() {
    ApiKey key = key(1, 0);
    limits.enter(key);

    time.jump(Duration.ofHours(1));

    assertThat(limits.state(key).remaining()).isZero();
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
        limits.enter(key).leave();
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

  private void assertRefused(ApiKey key, String code, Duration retryAfter) {
    assertThatThrownBy(() -> limits.enter(key))
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.retryAfter()).contains(retryAfter));
  }
}
