package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.idempotency.StoredAnswer;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Records;
import dev.vaultgate.router.usage.UsageRetention;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

  private final FakeTime time = new FakeTime();
  private final Store store = Store.inMemory(time);
  private final Housekeeping housekeeping =
      new Housekeeping(store, new UsageRetention(7, 30, 0), time);

  @AfterEach
  void close() {
    housekeeping.close();
  }

  @Test
  void usageIsForgottenWhenItsTimeIsOver() {
    store.usage().accept(Records.at("old", time.now().minus(Duration.ofDays(8))));
    store.usage().accept(Records.at("new", time.now().minus(Duration.ofDays(6))));

    round();

    assertThat(store.usage().newest(9))
        .containsExactly(Records.at("new", time.now().minus(Duration.ofDays(6))));
  }

  @Test
  void endsOfRequestsAreForgottenAfterADay() {
    for (int i = 0; i < 120; i++) {
      Claim claim = new Claim("key", "name-" + i, "f");
      store.claims().make(claim);
      store.claims().end(claim, StoredAnswer.NOT_KEPT);
    }
    time.advance(Duration.ofDays(1).plusSeconds(1));

    assertThat(housekeeping.step()).isEqualTo(Housekeeping.STEP);
    assertThat(housekeeping.step()).isEqualTo(Housekeeping.STEP);
    assertThat(housekeeping.step()).isEqualTo(Housekeeping.ROUND);
    assertThat(store.claims().forget(time.now(), 200)).isZero();
  }

  private void round() {
    Duration wait = Housekeeping.STEP;
    while (wait.equals(Housekeeping.STEP)) {
      wait = housekeeping.step();
    }
  }
}
