package dev.vaultgate.router.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TriesTest {

  private final FakeTime time = new FakeTime();
  private final Tries tries = new Tries(3, Duration.ofMinutes(15), time);

  @Test
  void oneTooManyIsToldWhenTheNextMayCome() {
    tries.count("ada");
    time.advance(Duration.ofMinutes(5));
    tries.count("ada");
    tries.count("ada");

    RateLimitException refusal =
        catchThrowableOfType(RateLimitException.class, () -> tries.count("ada"));

    assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(10));
    assertThatCode(() -> tries.count("bob")).doesNotThrowAnyException();
  }

  @Test
  void theWindowSlides() {
    tries.count("ada");
    time.advance(Duration.ofMinutes(14));
    tries.count("ada");
    tries.count("ada");
    time.advance(Duration.ofMinutes(1));

    tries.count("ada");

    assertThat(
            catchThrowableOfType(RateLimitException.class, () -> tries.count("ada")).retryAfter())
        .contains(Duration.ofMinutes(14));
  }

  @Test
  void whoProvesToBeNoGuesserBeginsAnew() {
    tries.count("ada");
    tries.count("ada");
    tries.count("ada");

    tries.forget("ada");

    assertThatCode(() -> tries.count("ada")).doesNotThrowAnyException();
  }
}
