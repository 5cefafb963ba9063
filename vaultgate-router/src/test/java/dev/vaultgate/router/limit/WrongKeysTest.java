package dev.vaultgate.router.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.FakeTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WrongKeysTest {

  private final FakeTime time = new FakeTime();
  private final WrongKeys wrongKeys = new WrongKeys(time::nanoTime);

  @Test
  void s15SixtyWrongKeysMayComeFromAnAddressInAMinute() {
    come(60, "192.0.2.7");

    assertRefused("192.0.2.7", Duration.ofSeconds(61));
    come(60, "192.0.2.8");

    time.advance(Duration.ofSeconds(61));
    come(60, "192.0.2.7");
  }

  @Test
  void whatWasRefusedDoesNotCount() {
    come(60, "192.0.2.7");
    time.advance(Duration.ofSeconds(60));
    assertRefused("192.0.2.7", Duration.ofSeconds(1));

    time.advance(Duration.ofSeconds(1));
    come(60, "192.0.2.7");
  }

  @Test
  void aBlockOfIpv6CountsAsOneAddress() {
    come(30, "2001:db8:1:2::1");
    come(30, "2001:db8:1:2:ffff::2");

    assertRefused("2001:db8:1:2::3", Duration.ofSeconds(61));
    come(60, "2001:db8:1:3::1");
  }

  private void come(int times, String from) {
    for (int i = 0; i < times; i++) {
      wrongKeys.came(address(from));
    }
  }

  private void assertRefused(String from, Duration retryAfter) {
    assertThatThrownBy(() -> wrongKeys.came(address(from)))
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("rate_limit_exceeded"))
        .satisfies(e -> assertThat(e.retryAfter()).contains(retryAfter));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
