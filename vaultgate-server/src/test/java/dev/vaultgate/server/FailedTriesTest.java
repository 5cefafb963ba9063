package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.server.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries that fail cost nothing, the gateway's own and those of a client that tries again. */
class FailedTriesTest {

  private static final Money PRICE_OF_GOOD = Money.nanos(10 * 1_000 + 5 * 2_000);

  @TempDir Path folder;
  private TwoProviders gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new TwoProviders(folder);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  private static void fail(RawUpstream.Connection connection) throws IOException {
    connection.answer(
        500,
        "application/json",
        "{\"error\":{\"message\":\"over\"},\"usage\":{\"prompt_tokens\":999,"
            + "\"completion_tokens\":999,\"total_tokens\":1998}}");
  }

  private static void answer(RawUpstream.Connection connection) throws IOException {
    connection.answer(
        200,
        "application/json",
        "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
            + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"good\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,"
            + "\"completion_tokens\":5,\"total_tokens\":15}}");
  }

  /** Breaks off after it has told what it used. */
  private static void breakOff(RawUpstream.Connection connection) throws IOException {
    connection
        .head(200, "text/event-stream")
        .send(
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":999,\"completion_tokens\":999,"
                + "\"total_tokens\":1998}}\n\n")
        .reset();
  }

  @Test
  void f66TriesOfAClientThatFailCostNothingAndTheOneThatSucceedsOnce() {
    gateway
        .first
        .then(FailedTriesTest::fail)
        .then(FailedTriesTest::fail)
        .then(FailedTriesTest::answer);
    gateway.second.then(FailedTriesTest::fail).then(FailedTriesTest::fail);
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl("http://127.0.0.1:" + gateway.server.port() + "/v1")
            .apiKey(gateway.secret())
            .maxRetries(3)
            .build();
    try {
      String answer =
          client
              .chat()
              .completions()
              .create(
                  ChatCompletionCreateParams.builder()
                      .model("lab-text")
                      .addUserMessage("Hi")
                      .build())
              .choices()
              .get(0)
              .message()
              .content()
              .orElseThrow();

      assertThat(answer).isEqualTo("good");
      assertThat(gateway.charged()).isEqualTo(PRICE_OF_GOOD);
      assertThat(gateway.balance().held()).isEqualTo(Money.ZERO);
      assertThat(gateway.server.gateway().usage().newest(10))
          .extracting(UsageRecord::cost)
          .containsOnlyOnce(PRICE_OF_GOOD)
          .contains(Money.ZERO);
    } finally {
      client.close();
    }
  }

  @Test
  void f66WhoHasNoCreditIsToldNotToTryAgain() throws Exception {
    KeySpec poor = KeySpec.named("poor").account("payer").creditCap(Money.nanos(10_000));

    RawClient.Answer answer = gateway.chat(poor, Bodies.CHAT);

    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.header("x-should-retry")).hasValue("false");
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(answer.body()).contains("insufficient_credits", "billing_error");
    assertThat(gateway.first.requests()).isEmpty();
    assertThat(gateway.balance().held()).isEqualTo(Money.ZERO);
  }

  @Test
  void s40AModelWithoutAPriceIsNotThereForWhoPays() throws Exception {
    try (TwoProviders other =
        new TwoProviders(folder, "  unpriced-text: { deployments: [ one/u ] }\n")) {
      other.first.always(FailedTriesTest::answer);
      String body = Bodies.CHAT.replace("lab-text", "unpriced-text");

      RawClient.Answer answer = other.chat(body);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("model_not_found");
      assertThat(answer.header("x-should-retry")).hasValue("false");
      assertThat(other.first.requests()).isEmpty();
      assertThat(other.chatForFree(body).status()).isEqualTo(200);
      assertThat(other.charged()).isEqualTo(Money.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ input: -1, output: 2 }",
        "{ input: cheap, output: 2 }",
        "{ input: 1e999, output: 2 }",
        "{ input: 1 }",
        "{ input: 0.0000001, output: 2 }",
        "[]"
      })
  void s40ABrokenPriceStopsTheStart(String price) {
    assertThatThrownBy(
            () ->
                new TwoProviders(
                        folder,
                        "  b-text: { deployments: [ one/b ], price: %s }\n".formatted(price))
                    .close())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("models.b-text.price");
  }

  @Test
  void attemptsThatFailedAreNotTheCallers() throws Exception {
    gateway.first.then(FailedTriesTest::fail);
    gateway.second.then(FailedTriesTest::answer);

    assertThat(gateway.chat(Bodies.CHAT).status()).isEqualTo(200);

    assertThat(gateway.charged()).isEqualTo(PRICE_OF_GOOD);
    assertThat(gateway.record().outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void norAreThoseThatHadToldWhatTheyUsed() throws Exception {
    gateway.first.then(FailedTriesTest::breakOff);
    gateway.second.then(
        connection ->
            connection
                .head(200, "text/event-stream")
                .send(SettlementTest.content("good"))
                .send(
                    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
                .send(
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,"
                        + "\"total_tokens\":15}}\n\ndata: [DONE]\n\n")
                .finish());

    assertThat(gateway.chat(Bodies.STREAM).body()).contains("good").endsWith("data: [DONE]\n\n");

    assertThat(gateway.charged()).isEqualTo(PRICE_OF_GOOD);
    assertThat(gateway.record().provider()).isEqualTo("two");
  }
}
