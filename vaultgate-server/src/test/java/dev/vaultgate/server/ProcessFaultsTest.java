package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vaultgate.client.fake.FakeAnswer;
import dev.vaultgate.client.fake.FakeAnswer.Ending;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who leave early or stay in crowds, and what happens to the process meanwhile. */
class ProcessFaultsTest {

  private static final String SOLE = Bodies.STREAM.replace("lab-text", "sole-text");
  private static final String PATH = "/v1/chat/completions";
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void f56WhoLeavesBeforeHisTurnCausesNoCall() throws Exception {
    try (FaultyProviders gateway = new FaultyProviders(folder, ", requests_per_minute: 60", "")) {
      gateway.first.always(FakeAnswer.text("Hello"));
      gateway.chat(SOLE);
      RawClient leaving = gateway.send(gateway.client(), SOLE);
      await().until(() -> gateway.held().compareTo(Money.ZERO) > 0);

      leaving.close();

      await().until(() -> gateway.server.gateway().usage().newest(9).size() == 2);
      assertThat(gateway.record().outcome()).isEqualTo(Outcome.CLIENT_CLOSED);
      assertThat(gateway.record().cost()).isEqualTo(Money.ZERO);
      assertThat(gateway.held()).isEqualTo(Money.ZERO);
      assertThat(gateway.first.requests()).hasSize(1);
    }
  }

  @Test
  void f57f58WhoLeavesEndsTheCallAtTheProviderWithinASecond() throws Exception {
    try (FaultyProviders gateway = new FaultyProviders(folder)) {
      gateway.first.then(FakeAnswer.nothing(Ending.STALL));
      RawClient early = gateway.send(gateway.client(), SOLE);
      await().until(() -> gateway.first.running() == 1);
      long left = System.nanoTime();
      early.close();
      assertThat(gateway.first.awaitDeparture(SOON) - left).isLessThan(1_000_000_000L);

      String[] pieces = new String[50];
      Arrays.fill(pieces, "piece ");
      gateway.first.then(FakeAnswer.text(pieces).every(Duration.ofMillis(50)));
      RawClient late = gateway.send(gateway.client(), SOLE);
      late.head();
      late.chunk();
      left = System.nanoTime();
      late.close();
      assertThat(gateway.first.awaitDeparture(SOON) - left).isLessThan(1_000_000_000L);
      await().until(() -> gateway.server.gateway().usage().newest(9).size() == 2);
      assertThat(gateway.record().outcome()).isEqualTo(Outcome.CLIENT_CLOSED);
      assertThat(gateway.record().source()).isEqualTo(UsageSource.ESTIMATED);
      assertThat(gateway.charged()).isEqualTo(gateway.record().cost()).isGreaterThan(Money.ZERO);
    }
  }

  @Test
  void f59AStreamThatIsChargedForAnywayIsReadToItsEnd() throws Exception {
    try (FaultyProviders gateway = new FaultyProviders(folder, ", drain_on_disconnect: true", "")) {
      String[] pieces = new String[12];
      Arrays.fill(pieces, "piece ");
      gateway.first.then(FakeAnswer.text(pieces).usage(1000, 500).every(Duration.ofMillis(100)));
      RawClient leaving = gateway.send(gateway.client(), SOLE);
      leaving.head();
      leaving.chunk();

      leaving.close();

      await().until(() -> !gateway.server.gateway().usage().newest(1).isEmpty());
      assertThat(gateway.first.tokensSent()).as("all of it was taken").isEqualTo(500);
      assertThat(gateway.record().outcome()).isEqualTo(Outcome.CLIENT_CLOSED);
      assertThat(gateway.record().source()).isEqualTo(UsageSource.REPORTED);
      assertThat(gateway.charged()).isEqualTo(Money.dollars("0.002"));
      assertThat(gateway.held()).isEqualTo(Money.ZERO);
    }
  }

  @Test
  void f67OneCallersStreamsAreBoundedAndHealthAnswers() throws Exception {
    try (FaultyProviders gateway = new FaultyProviders(folder)) {
      gateway.first.always(
          FakeAnswer.text("Hello", " there").cutAfterPieces(1).ending(Ending.STALL));
      String key =
          gateway
              .server
              .gateway()
              .keys()
              .create(KeySpec.named("crowd").concurrencyMax(5).requestsPerMinute(1000))
              .secret()
              .reveal();
      List<RawClient> streams = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        RawClient stream = gateway.client().post(PATH, key, SOLE);
        assertThat(stream.head().status()).isEqualTo(200);
        streams.add(stream);
      }
      try (RawClient sixth = gateway.client().post(PATH, key, SOLE)) {
        RawClient.Answer refused = sixth.answer();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("concurrency_limit_exceeded");
        assertThat(refused.header("Retry-After")).isPresent();
      }
      long asked = System.nanoTime();
      try (RawClient health = gateway.client()) {
        assertThat(health.get("/healthz").answer().status()).isEqualTo(200);
      }
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked)).isLessThan(500);
      for (RawClient stream : streams) {
        stream.close();
      }
    }
  }

  @Test
  void f77AWrongConfigurationIsRefusedWithItsReasonAndTheOldOneStays() throws Exception {
    try (FaultyProviders gateway = new FaultyProviders(folder)) {
      gateway.configure(
          text -> text.replace("deployments: [ one/m ]", "deployments: [ nobody/m ]"));

      RawClient.Answer refused = gateway.adminPost("/api/v1/reload");

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("nobody");
      gateway.first.always(FakeAnswer.text("as ever"));
      assertThat(gateway.chat(SOLE).status()).isEqualTo(200);
    }
  }

  @Test
  void f78CallsThatRunEndAsTheyBeganWhenTheirProviderIsReplaced() throws Exception {
    try (FaultyProviders gateway = new FaultyProviders(folder)) {
      String[] pieces = new String[10];
      Arrays.fill(pieces, "piece ");
      gateway.first.always(FakeAnswer.text(pieces).every(Duration.ofMillis(100)));
      try (RawClient running = gateway.send(gateway.client(), SOLE)) {
        running.head();
        running.chunk();
        gateway.configure(
            text -> text.replaceFirst("key-of-the-operator", "another-key-of-the-operator"));

        assertThat(gateway.adminPost("/api/v1/reload").status()).isEqualTo(200);

        StringBuilder rest = new StringBuilder();
        for (String chunk = running.chunk(); chunk != null; chunk = running.chunk()) {
          rest.append(chunk);
        }
        assertThat(rest.toString()).endsWith("data: [DONE]\n\n");
      }
      gateway.chat(SOLE);
      assertThat(gateway.first.requests().get(1).headers())
          .containsEntry("authorization", "Bearer another-key-of-the-operator");
    }
  }

  @Test
  void f79AnUnexpectedFailureIsOursAndTellsNothing() throws IOException {
    try (TestServer server = TestServer.start()) {
      server.desk.onChat =
          (caller, call) -> {
            throw new IllegalStateException("a secret of the program");
          };
      try (RawClient client = server.client().post(PATH, ScriptedDesk.KEY, Bodies.CHAT)) {
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
            .contains("\"internal_error\"")
            .doesNotContain("secret", "Exception");
        assertThat(answer.header("x-request-id")).isPresent();
      }
    }
  }
}
