package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.server.http.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is beyond the server's capacity is refused at once, and harms nobody. */
class CapacityTest {

  private static final String PATH = "/v1/chat/completions";
  private static final int CALLS_MAX = 4;

  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch full = new CountDownLatch(CALLS_MAX);
  private final List<RawClient> inside = new ArrayList<>();
  private TestServer server;

  @BeforeEach
  void fill() throws Exception {
    server = TestServer.start(CALLS_MAX, EventStream.Patience.DEFAULT);
    server.desk.onChat =
        (caller, call) -> {
          full.countDown();
          await(answer);
          return ScriptedDesk.reply("{}");
        };
    for (int i = 0; i < CALLS_MAX; i++) {
      inside.add(server.client().post(PATH, ScriptedDesk.KEY, Bodies.CHAT));
    }
    await(full);
  }

  @AfterEach
  void stop() throws Exception {
    answer.countDown();
    for (RawClient client : inside) {
      client.close();
    }
    server.close();
  }

  @Test
  void f74OneMoreIsRefusedBeforeItsBodyIsRead() throws Exception {
    try (RawClient client = server.client()) {
      client.send(
          "POST "
              + PATH
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: 500000\r\n\r\n");

      RawClient.Answer refusal = client.answer();

      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.body()).contains("\"server_overloaded\"");
      assertThat(Integer.parseInt(refusal.header("Retry-After").orElseThrow())).isBetween(1, 5);
      assertThat(refusal.header("x-should-retry")).isEmpty();
    }
  }

  @Test
  void f74ThoseWhoAreInAreAnswered() throws Exception {
    try (RawClient client = server.client().post(PATH, ScriptedDesk.KEY, Bodies.CHAT)) {
      assertThat(client.answer().status()).isEqualTo(503);
    }
    answer.countDown();

    for (RawClient client : inside) {
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void f74PlacesAreFreeAgainAfterwards() throws Exception {
    answer.countDown();
    for (RawClient client : inside) {
      client.answer();
    }

    try (RawClient client = server.client().post(PATH, ScriptedDesk.KEY, Bodies.CHAT)) {
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void f67HealthAnswersWhenEverythingElseIsFull() throws Exception {
    try (RawClient client = server.client()) {
      assertThat(client.get("/healthz").answer().status()).isEqualTo(200);
      assertThat(client.get("/readyz").answer().status()).isEqualTo(200);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
