package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.credit.Money;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money that is moved over the management API, by requests that are sent more than once. */
class OnceTest {

  private static final String BODY =
      "{\"account\":\"team\",\"amount\":\"5\",\"reference\":\"invoice 1\"}";

  @TempDir Path folder;
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = AdminServer.start(folder);
    server.post("/api/v1/keys", "{\"name\":\"app\",\"account\":\"team\"}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> topUp(String name, String body) throws Exception {
    return server.send(
        server
            .request("/api/v1/credits/top-ups")
            .header("Authorization", "Bearer " + AdminServer.OPERATORS_KEY)
            .header("Idempotency-Key", name)
            .POST(BodyPublishers.ofString(body)));
  }

  private Money available() {
    var gateway = server.server.gateway();
    long account = gateway.store().keys().findAccount("team").orElseThrow().id();
    return gateway.ledger().balance(account).available();
  }

  @Test
  @DisplayName("F65 A top-up that is sent again is made once, and answered alike")
  void f65ATopUpThatIsSentAgainIsMadeOnce() throws Exception {
    HttpResponse<String> first = topUp("one", BODY);
    HttpResponse<String> second = topUp("one", BODY);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(first.body()).contains("\"added\":true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(available()).isEqualTo(Money.dollars(5));
  }

  @Test
  @DisplayName("F65 Another top-up of the same name is a conflict")
  void f65AnotherTopUpOfTheSameNameIsAConflict() throws Exception {
    topUp("one", BODY);

    HttpResponse<String> other = topUp("one", BODY.replace("invoice 1", "invoice 2"));

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("\"idempotency_conflict\"");
    assertThat(available()).isEqualTo(Money.dollars(5));
  }

  @Test
  @DisplayName("F65 A top-up that was refused may be sent again")
  void f65ARefusedTopUpMayBeSentAgain() throws Exception {
    HttpResponse<String> refused = topUp("one", BODY.replace("\"5\"", "\"-5\""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(topUp("one", BODY).statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("F65 A name is visible ASCII")
  void f65ANameIsVisibleAscii() throws Exception {
    HttpResponse<String> answer = topUp("a b", BODY);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"invalid_header\"");
  }
}
