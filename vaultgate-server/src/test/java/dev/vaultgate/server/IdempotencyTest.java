package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.LogCapture;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server and requests that are sent more than once: each is done, and charged, once. */
class IdempotencyTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String JSON = "application/json";
  private static final int AT_ONCE = 50;

  private static final String FURTHER_MODELS =
      """
          lab-embedding: { deployments: [ one/e ], price: { input: 1, output: 0 } }
          lab-image: { deployments: [ one/i ], price: { per_image: 0.01 } }
      """
          .indent(-2);

  @TempDir Path folder;
  private TwoProviders lab;
  private Keys.Created storing;
  private Keys.Created forgetting;

  @BeforeEach
  void start() throws IOException {
    lab = new TwoProviders(folder, FURTHER_MODELS);
    lab.first.always(IdempotencyTest::answer);
    storing = key("storing", true);
    forgetting = key("forgetting", false);
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private Keys.Created key(String name, boolean stores) {
    KeySpec spec = KeySpec.named(name).account("payer").requestsPerMinute(0).concurrencyMax(0);
    return lab.server.gateway().keys().create(spec.terms(spec.terms().withStoredAnswers(stores)));
  }

  @Test
  @DisplayName("F65 Fifty at once ask the provider once, and are charged once")
  void f65FiftyAtOnceAskTheProviderOnce() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    lab.first.always(
        connection -> {
          mayAnswer.await(20, TimeUnit.SECONDS);
          answer(connection);
        });
    CountDownLatch refused = new CountDownLatch(AT_ONCE - 1);
    ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
    List<CompletableFuture<RawClient.Answer>> answers = new ArrayList<>();

    for (int i = 0; i < AT_ONCE; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                RawClient.Answer answer = unchecked(storing, "one", Bodies.CHAT);
                refused.countDown();
                return answer;
              },
              callers));
    }
    boolean allButOne = refused.await(20, TimeUnit.SECONDS);
    mayAnswer.countDown();
    callers.shutdown();

    assertThat(allButOne).isTrue();
    assertThat(answers.stream().map(CompletableFuture::join).filter(a -> a.status() == 200))
        .hasSize(1);
    assertThat(answers.stream().map(CompletableFuture::join).filter(a -> a.status() != 200))
        .allSatisfy(IdempotencyTest::isInProgress);
    assertThat(lab.first.requests()).hasSize(1);
    assertThat(lab.charged()).isEqualTo(costOfOne());
    assertThat(lab.balance().held()).isEqualTo(Money.ZERO);
  }

  private static void isInProgress(RawClient.Answer answer) {
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Retry-After")).hasValue("1");
    assertThat(answer.header("x-should-retry")).isEmpty();
    assertThat(answer.body()).contains("\"idempotency_in_progress\"", "\"conflict_error\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/chat/completions   | lab-text      | \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]",
        "/v1/chat/completions   | lab-text      | \"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]",
        "/v1/completions        | lab-text      | \"prompt\":\"Hi\"",
        "/v1/completions        | lab-text      | \"stream\":true,\"prompt\":\"Hi\"",
        "/v1/responses          | lab-text      | \"input\":\"Hi\"",
        "/v1/responses          | lab-text      | \"stream\":true,\"input\":\"Hi\"",
        "/v1/embeddings         | lab-embedding | \"input\":\"Hi\"",
        "/v1/images/generations | lab-image     | \"prompt\":\"Hi\"",
      })
  @DisplayName("F65 Later the same answer is given again, as it was")
  void f65LaterTheSameAnswerIsGivenAgain(String path, String model, String rest) throws Exception {
    String body = "{\"model\":\"%s\",%s}".formatted(model, rest);
    RawClient.Answer first = post(storing, "one", path, body);
    Money charged = lab.charged();

    LogCapture requests = LogCapture.requests();
    RawClient.Answer second = post(storing, "one", path, body);
    assertThat(requests.line("replayed")).contains(" outcome=ok status=200 ");
    requests.close();

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Idempotency-Replayed")).hasValue("true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    for (String header :
        List.of("x-vaultgate-provider", "x-vaultgate-model", "x-vaultgate-attempts")) {
      assertThat(second.header(header)).isEqualTo(first.header(header)).isNotEmpty();
    }
    assertThat(lab.first.requests()).hasSize(1);
    assertThat(charged).isNotEqualTo(Money.ZERO);
    assertThat(lab.charged()).isEqualTo(charged);
    assertThat(lab.server.gateway().usage().totals().calls()).isEqualTo(1);
  }

  @Test
  @DisplayName("F65 What is given again costs nothing")
  void f65WhatIsGivenAgainCostsNothing() throws Exception {
    RawClient.Answer first = chat(storing, "one", Bodies.CHAT);
    RawClient.Answer second = chat(storing, "one", Bodies.CHAT);

    assertThat(first.header("x-vaultgate-cost")).isNotEqualTo(second.header("x-vaultgate-cost"));
    assertThat(second.header("x-vaultgate-cost")).hasValue("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {Bodies.CHAT, Bodies.STREAM})
  @DisplayName("F65 Where answers are not stored, what was done is a conflict")
  void f65WhatWasDoneAndNotStoredIsAConflict(String body) throws Exception {
    assertThat(chat(forgetting, "one", body).status()).isEqualTo(200);
    Money charged = lab.charged();

    RawClient.Answer second = chat(forgetting, "one", body);

    isConflict(second);
    assertThat(second.body()).contains("charged once", "not stored", "stores_answers");
    assertThat(lab.first.requests()).hasSize(1);
    assertThat(lab.charged()).isEqualTo(charged);
  }

  private static void isConflict(RawClient.Answer answer) {
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(answer.header("x-should-retry")).hasValue("false");
    assertThat(answer.body()).contains("\"idempotency_conflict\"", "\"conflict_error\"");
  }

  @Test
  @DisplayName("F65 Another body, or another path, is a conflict")
  void f65AnotherRequestIsAConflict() throws Exception {
    chat(storing, "one", Bodies.CHAT);

    isConflict(chat(storing, "one", Bodies.CHAT.replace("Hi", "Ho")));
    isConflict(chat(storing, "one", Bodies.STREAM));
    isConflict(post(storing, "one", "/v1/responses", Bodies.CHAT.replace("messages", "input")));
    assertThat(lab.first.requests()).hasSize(1);
  }

  @Test
  @DisplayName("F65 Another name, or another key, is another request")
  void f65AnotherNameOrKeyIsAnotherRequest() throws Exception {
    chat(storing, "one", Bodies.CHAT);

    assertThat(chat(storing, "two", Bodies.CHAT).header("Idempotency-Replayed")).isEmpty();
    assertThat(chat(forgetting, "one", Bodies.CHAT).status()).isEqualTo(200);
    assertThat(chat(storing, null, Bodies.CHAT).header("Idempotency-Replayed")).isEmpty();
    assertThat(lab.first.requests()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500})
  @DisplayName("F65 An attempt that failed and cost nothing frees the name")
  void f65AFailedAttemptFreesTheName(int status) throws Exception {
    lab.first.always(c -> c.answer(status, JSON, "{\"error\":{\"message\":\"no\"}}"));
    String body = Bodies.CHAT.replace("lab-text", "sole-text");
    assertThat(chat(storing, "one", body).status()).isEqualTo(status == 400 ? 400 : 503);
    assertThat(lab.charged()).isEqualTo(Money.ZERO);
    lab.first.always(IdempotencyTest::answer);

    RawClient.Answer second = chat(storing, "one", body);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  @DisplayName("F65 A refused request frees the name")
  void f65ARefusedRequestFreesTheName() throws Exception {
    RawClient.Answer refused = chat(storing, "one", Bodies.CHAT.replace("lab-text", "none-text"));

    assertThat(refused.status()).isEqualTo(404);
    assertThat(chat(storing, "one", Bodies.CHAT).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("F65 A stream that broke after its beginning was charged, and is over")
  void f65AStreamThatBrokeIsOver() throws Exception {
    lab.first.always(
        c -> c.head(200, "text/event-stream").send(chunk("\"content\":\"some\"", null)).finish());
    RawClient.Answer first = chat(storing, "one", Bodies.STREAM);
    Money charged = lab.charged();

    RawClient.Answer second = chat(storing, "one", Bodies.STREAM);

    assertThat(first.body()).contains("upstream_stream_truncated");
    assertThat(charged).isNotEqualTo(Money.ZERO);
    isConflict(second);
    assertThat(second.body()).contains("not whole");
    assertThat(lab.charged()).isEqualTo(charged);
  }

  @Test
  @DisplayName("F65 A caller who hung up is not charged again")
  void f65ACallerWhoHungUpIsNotChargedAgain() throws Exception {
    lab.first.always(
        c -> {
          c.head(200, "text/event-stream").send(chunk("\"content\":\"some\"", null));
          c.awaitCallerLeaving();
        });
    try (RawClient client = new RawClient(lab.server.port())) {
      send(client, storing, "one", CHAT, Bodies.STREAM);
      client.head();
      client.chunk();
    }
    Awaitility.await().until(() -> !lab.balance().used().isZero());
    Money charged = lab.charged();

    RawClient.Answer second = chat(storing, "one", Bodies.STREAM);

    isConflict(second);
    assertThat(lab.charged()).isEqualTo(charged);
  }

  @Test
  @DisplayName("F65 An answer that is too large to be stored is a conflict")
  void f65AnAnswerThatIsTooLargeIsAConflict() throws Exception {
    lab.first.always(c -> c.answer(200, JSON, plain("x".repeat(5 * 1024 * 1024))));
    String body = Bodies.CHAT.replace("}]}", "}],\"max_tokens\":5000000}");
    RawClient.Answer first = chat(storing, "one", body);

    assertThat(first.status()).as(first.body().substring(0, 100)).isEqualTo(200);
    isConflict(chat(storing, "one", body));
  }

  @Test
  @DisplayName("F65 An edit of images is the same whatever divides its form")
  void f65AFormIsTheSameWhateverDividesIt() throws Exception {
    RawClient.Answer first = edit("AaB03x");
    RawClient.Answer second = edit("another");

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(second.header("Idempotency-Replayed")).hasValue("true");
    assertThat(lab.first.requests()).hasSize(1);
  }

  private RawClient.Answer edit(String boundary) throws IOException {
    String form =
        """
        --B
        Content-Disposition: form-data; name="model"

        lab-image
        --B
        Content-Disposition: form-data; name="prompt"

        a hat
        --B
        Content-Disposition: form-data; name="image"; filename="cat.png"
        Content-Type: image/png

        %s
        --B--
        """
            .formatted("\u0089PNG\r\n\u001a\n")
            .replace("--B", "--" + boundary)
            .replaceAll("(?<!\r)\n", "\r\n");
    try (RawClient client = new RawClient(lab.server.port())) {
      byte[] bytes = form.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      client.send(
          "POST /v1/images/edits HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + storing.secret().reveal()
              + "\r\nIdempotency-Key: one\r\nContent-Type: multipart/form-data; boundary="
              + boundary
              + "\r\nContent-Length: "
              + bytes.length
              + "\r\n\r\n");
      return client.send(bytes).answer();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb", "caf\u00e9", "a\u007fb"})
  @DisplayName("F65 A name is visible ASCII, and not too long")
  void f65ANameIsVisibleAscii(String name) throws Exception {
    isInvalidHeader(chat(storing, name, Bodies.CHAT));
    isInvalidHeader(chat(storing, "x".repeat(256), Bodies.CHAT));
    isInvalidHeader(chat(storing, "one\r\nIdempotency-Key: two", Bodies.CHAT));
    assertThat(chat(storing, "x".repeat(255), Bodies.CHAT).status()).isEqualTo(200);
  }

  private static void isInvalidHeader(RawClient.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"invalid_header\"");
  }

  @Test
  @DisplayName("F65 Keys that pay nothing get the same answer again, too")
  void f65WhoPaysNothingGetsTheSameAnswerToo() throws Exception {
    KeySpec spec = KeySpec.named("operator");
    Keys.Created free =
        lab.server.gateway().keys().create(spec.terms(spec.terms().withStoredAnswers(true)));

    RawClient.Answer first = chat(free, "one", Bodies.CHAT);
    RawClient.Answer second = chat(free, "one", Bodies.CHAT);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotency-Replayed")).hasValue("true");
    assertThat(lab.first.requests()).hasSize(1);
  }

  private Money costOfOne() {
    return Money.nanos(3 * 1_000 + 2 * 2_000);
  }

  private RawClient.Answer chat(Keys.Created key, String name, String body) throws IOException {
    return post(key, name, CHAT, body);
  }

  private RawClient.Answer unchecked(Keys.Created key, String name, String body) {
    try {
      return chat(key, name, body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private RawClient.Answer post(Keys.Created key, String name, String path, String body)
      throws IOException {
    try (RawClient client = new RawClient(lab.server.port())) {
      return send(client, key, name, path, body).answer();
    }
  }

  private static RawClient send(
      RawClient client, Keys.Created key, String name, String path, String body)
      throws IOException {
    String header = name == null ? "" : "Idempotency-Key: " + name + "\r\n";
    return client.send(
        ("POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s"
                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
            .formatted(path, key.secret().reveal(), header, body.length(), body));
  }

  /** A provider that answers everything. */
  private static void answer(RawUpstream.Connection connection) throws IOException {
    String target = connection.request().target();
    if (target.endsWith("/embeddings")) {
      connection.answer(
          200,
          JSON,
          "{\"object\":\"list\",\"model\":\"e\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
              + "\"embedding\":[0.5]}],\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
    } else if (target.contains("/images/")) {
      connection.answer(200, JSON, "{\"created\":1,\"data\":[{\"b64_json\":\"AAAA\"}]}");
    } else if (connection.request().body().contains("\"stream\":true")) {
      connection
          .head(200, "text/event-stream")
          .send(chunk("\"content\":\"some\"", null))
          .send(chunk("\"content\":\" more\"", null))
          .send(chunk("", "stop"))
          .send(
              "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                  + "\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
                  + "\"total_tokens\":5}}\n\n")
          .send("data: [DONE]\n\n")
          .finish();
    } else {
      connection.answer(200, JSON, plain("some more"));
    }
  }

  private static String plain(String content) {
    return Json.object()
        .put("id", "x")
        .put("object", "chat.completion")
        .put("created", 1)
        .put("model", "m")
        .set(
            "choices",
            Json.mapper()
                .createArrayNode()
                .add(
                    Json.object()
                        .put("index", 0)
                        .put("finish_reason", "stop")
                        .set(
                            "message",
                            Json.object().put("role", "assistant").put("content", content))))
        .toString()
        .replaceFirst(
            "}$", ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");
  }

  private static String chunk(String delta, String finish) {
    return "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + "\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]}\n\n"
            .formatted(delta, finish == null ? "null" : "\"" + finish + "\"");
  }
}
