package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SDKs send a failed request again by themselves; they are told when that is of no use. */
class RetryAdviceTest {

  private static final String CHAT = "/v1/chat/completions";

  private static final String SOLE = Bodies.CHAT.replace("lab-text", "sole-text");

  @TempDir Path folder;
  private TwoProviders lab;

  @BeforeEach
  void start() throws IOException {
    lab = new TwoProviders(folder);
    lab.first.always(c -> c.answer(500, "application/json", "{}"));
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  @Test
  @DisplayName("F66 No credit: not again")
  void f66NoCreditIsFinal() throws Exception {
    RawClient.Answer answer = chat(KeySpec.named("k").account("poor"), Bodies.CHAT);

    assertThat(answer.status()).isEqualTo(402);
    isFinal(answer);
  }

  @Test
  @DisplayName("F66 A token quota that is used up: not again")
  void f66ATokenQuotaThatIsUsedUpIsFinal() throws Exception {
    Budget none = Budget.NONE.withTokens(Period.TOTAL, 1L);

    RawClient.Answer answer = chat(KeySpec.named("k").account("payer").budget(none), Bodies.CHAT);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body()).contains("\"token_quota_exceeded\"");
    assertThat(answer.header("Retry-After")).isEmpty();
    isFinal(answer);
  }

  @Test
  @DisplayName("F66 A credit cap that is used up: not again")
  void f66ACapThatIsUsedUpIsFinal() throws Exception {
    RawClient.Answer answer =
        chat(KeySpec.named("k").account("payer").creditCap(Money.nanos(1)), Bodies.CHAT);

    assertThat(answer.status()).isEqualTo(402);
    isFinal(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | POST | /v1/chat/completions | application/json | {",
        "400 | POST | /v1/chat/completions | application/json | {\"model\":\"lab-text\"}",
        "404 | POST | /v1/chat/completions | application/json | {\"model\":\"none-text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
        "404 | POST | /v1/nothing          | application/json | {}",
        "405 | PUT  | /v1/chat/completions | application/json | {}",
        "415 | POST | /v1/chat/completions | text/plain       | {}",
      })
  @DisplayName("F66 A request that is wrong: not again")
  void f66AWrongRequestIsFinal(int status, String method, String path, String type, String body)
      throws Exception {
    Keys.Created key = create(KeySpec.named("k"));

    RawClient.Answer answer = send(method, path, key.secret().reveal(), type, body);

    assertThat(answer.status()).isEqualTo(status);
    isFinal(answer);
  }

  @Test
  @DisplayName("F66 Nobody's key: not again")
  void f66AnUnknownKeyIsFinal() throws Exception {
    RawClient.Answer answer = send("POST", CHAT, "vg_nobody", "application/json", Bodies.CHAT);

    assertThat(answer.status()).isEqualTo(401);
    isFinal(answer);
  }

  @Test
  @DisplayName("F66 Too fast: again, when it is time")
  void f66TooFastIsNotFinal() throws Exception {
    Keys.Created key = create(KeySpec.named("k").requestsPerMinute(1));
    send("POST", CHAT, key.secret().reveal(), "application/json", SOLE);

    RawClient.Answer answer = send("POST", CHAT, key.secret().reveal(), "application/json", SOLE);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(answer.header("x-should-retry")).isEmpty();
  }

  @Test
  @DisplayName("F66 A provider that fails: again, and each failed try costs nothing")
  void f66AProvidersFailureIsNotFinalAndCostsNothing() throws Exception {
    RawClient.Answer answer = lab.chat(SOLE);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("x-should-retry")).isEmpty();
    assertThat(lab.charged()).isEqualTo(Money.ZERO);
  }

  private static void isFinal(RawClient.Answer answer) {
    assertThat(answer.header("x-should-retry")).hasValue("false");
  }

  private Keys.Created create(KeySpec spec) {
    return lab.server.gateway().keys().create(spec);
  }

  private RawClient.Answer chat(KeySpec spec, String body) throws IOException {
    return send("POST", CHAT, create(spec).secret().reveal(), "application/json", body);
  }

  private RawClient.Answer send(String method, String path, String key, String type, String body)
      throws IOException {
    try (RawClient client = new RawClient(lab.server.port())) {
      return client
          .send(
              "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(method, path, key, type, body.length(), body))
          .answer();
    }
  }
}
