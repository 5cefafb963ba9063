package dev.vaultgate.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However many keys there are, a gateway remembers only so much of them outside of its store. */
class ManyKeysTest {

  private static final int KEYS = 100_000;

  /** More than any cache of keys or addresses may hold, and half of what came. */
  private static final int REMEMBERED_MAX = 50_000;

  private static final byte[] CALL =
      "{\"model\":\"m-text\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
          .getBytes(UTF_8);

  private final FakeTime time = new FakeTime();
  private final FakeUpstream upstream = new FakeUpstream();

  private final Gateway gateway =
      Gateway.builder()
          .router(OneModel.router(upstream, time).build())
          .store(Store.inMemory())
          .time(time)
          .build();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aHundredThousandKeysLeaveNoMoreThanItsBoundInAnyCache() throws Exception {
    Account account = gateway.store().keys().account("team", false, time.now());
    gateway.ledger().topUp(account.id(), Money.dollars("1000"), "start");
    for (int i = 0; i < KEYS; i++) {
      KeySpec spec = KeySpec.named("k").account("team").rates(new Rates(100, 100_000, 10));
      call(gateway.keys().create(spec).secret().reveal(), i);
      InetAddress from = address(i);
      assertThatThrownBy(() -> gateway.authenticate("wrong", from))
          .isInstanceOf(AuthenticationException.class);
      time.advance(Duration.ofMillis(30));
    }

    Map<String, Integer> sizes = Memory.of(gateway);

    assertThat(sizes).containsKeys("KeyLimits.slots", "Keys.remembered", "WrongKeys.windows");
    assertThat(sizes.values()).as("%s", sizes).allMatch(size -> size <= REMEMBERED_MAX);
  }

  private void call(String secret, int number) throws UnknownHostException {
    upstream.answers("hello", Usage.of(10, 5));
    ApiKey key = gateway.authenticate(secret, address(number));
    gateway.chat(new Caller(key, "request-" + number, new Cancellation()), ChatCall.parse(CALL));
    upstream.asked.clear();
  }

  private static InetAddress address(int number) throws UnknownHostException {
    return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
  }
}
