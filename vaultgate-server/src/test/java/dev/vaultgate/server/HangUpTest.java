package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.token.TokenFamily;
import dev.vaultgate.router.token.Tokenizers;
import dev.vaultgate.router.usage.UsageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who takes the first token and hangs up, again and again, pays what he has cost. */
class HangUpTest {

  private static final int CALLS = 1_000;
  private static final int AT_ONCE = 16;

  /** A hundred words, one token each. */
  private static final String PROMPT = "Tell me of the sea." + " again".repeat(100);

  private static final String BODY =
      "{\"model\":\"lab-0-text\",\"stream\":true,\"max_tokens\":1000,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\""
          + PROMPT
          + "\"}]}";

  @TempDir Path folder;
  private final RawUpstream provider = new RawUpstream();
  private final AtomicLong wrote = new AtomicLong();
  private final AtomicLong read = new AtomicLong();

  /** Counts what it reads and writes, as a provider does, and writes on until it is hung up on. */
  private void answer(RawUpstream.Connection connection) throws InterruptedException {
    read.addAndGet(Tokenizers.shared().of(TokenFamily.O200K).count(PROMPT) + 7);
    CountDownLatch never = new CountDownLatch(1);
    try {
      connection.head(200, "text/event-stream");
      do {
        connection.send(SettlementTest.content(" word"));
        wrote.incrementAndGet();
      } while (!never.await(10, TimeUnit.MILLISECONDS));
    } catch (IOException hungUp) {
      // The token that could not be sent has not been counted.
    }
  }

  @Test
  void s33AThousandTimesTheSumIsWhatTheProviderCounts() throws Exception {
    provider.always(this::answer);
    try (MoneyServer gateway = new MoneyServer(folder, "test", provider, 1, "")) {
      hangUp(gateway);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  gateway.balance().held().isZero()
                      && gateway.records("lab-0-text").size() == CALLS);

      List<UsageRecord> records = gateway.records("lab-0-text");
      Money provided = Money.nanos(read.get() * 1_000 + wrote.get() * 2_000);
      double ratio = (double) gateway.balance().used().nanos() / provided.nanos();
      assertThat(ratio).isBetween(0.95, 1.05);
      assertThat(records)
          .allSatisfy(record -> assertThat(record.usage().completionTokens()).isPositive());
      assertThat(records.stream().map(UsageRecord::cost).reduce(Money.ZERO, Money::plus))
          .isEqualTo(gateway.balance().used());
      assertThat(gateway.server.gateway().ledger().verify()).isEmpty();
    } finally {
      provider.close();
    }
  }

  private static void hangUp(MoneyServer gateway) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
    AtomicInteger left = new AtomicInteger(CALLS);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int caller = 0; caller < AT_ONCE; caller++) {
      callers.execute(
          () -> {
            try {
              while (left.getAndDecrement() > 0) {
                RawClient client = gateway.post(BODY);
                client.head();
                assertThat(client.chunk()).contains(" word");
                client.close();
              }
            } catch (IOException | RuntimeException | Error e) {
              failure.set(e);
            }
          });
    }
    callers.shutdown();
    assertThat(callers.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
    assertThat(failure.get()).isNull();
  }
}
