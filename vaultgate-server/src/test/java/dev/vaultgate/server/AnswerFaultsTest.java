package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.LogCapture;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Providers that answer with errors, or with what is no answer: on real sockets, with real money.
 */
class AnswerFaultsTest {

  private static final String JSON = "application/json";
  private static final String SOLE = Bodies.CHAT.replace("lab-text", "sole-text");
  private static final String SOLE_STREAM = Bodies.STREAM.replace("lab-text", "sole-text");
  private static final String GOOD =
      """
      {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
      {"role":"assistant","content":"Good"},"finish_reason":"stop"}],
      "usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500}}
      """;

  /** 1,000 tokens at one dollar and 500 at two, for a million of them. */
  private static final Money PRICE_OF_GOOD = Money.dollars("0.002");

  private static final String SHORT_STREAM =
      SOLE_STREAM.replace("\"stream\":true", "\"stream\":true,\"max_tokens\":100");

  /** A token for each byte of the prompt, and the hundred that were asked for. */
  private static final Money TOO_MUCH = Money.dollars("0.0005");

  @TempDir Path folder;
  private final LogCapture attempts = LogCapture.attempts();
  private TwoProviders gateway;

  /** Lines of the configuration that this is tried with. */
  String settings() {
    return "";
  }

  @BeforeEach
  void start() throws IOException {
    gateway = new TwoProviders(folder, settings());
    gateway.second.always(c -> c.answer(200, JSON, GOOD));
  }

  @AfterEach
  void stop() throws IOException {
    attempts.close();
    gateway.close();
  }

  @Test
  void f12AnInvalidParameterIsTheCallersToSeeAndNobodyElseIsAsked() throws Exception {
    gateway.first.always(c -> c.answer(400, JSON, error("temperature: too hot", "temperature")));

    RawClient.Answer answer = gateway.chat(Bodies.CHAT);

    assertRefused(answer, 400, "invalid_value", "temperature");
    assertThat(message(answer)).contains("temperature: too hot");
    assertNoted(" status=400 class=caller_error ");
    assertNobodyElseWasAsked();
    for (int i = 0; i < 6; i++) {
      gateway.chat(Bodies.CHAT);
    }
    assertThat(gateway.first.requests()).as("the circuit stays closed").hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This model's maximum context length is 8192 tokens.",
        "prompt is too long: 210000 tokens > 200000 maximum",
        "Please reduce the length of the messages or completion."
      })
  void f13AContextThatIsTooLongIsToldInOneWay(String words) throws Exception {
    gateway.first.always(c -> c.answer(400, JSON, error(words, null)));

    assertRefused(gateway.chat(Bodies.CHAT), 400, "context_length_exceeded", "messages");
    assertNoted(" class=caller_error ");
    assertNobodyElseWasAsked();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403})
  void f14RefusedContentIsNotOfferedToAnother(int status) throws Exception {
    gateway.first.always(
        c ->
            c.answer(
                status,
                JSON,
                "{\"error\":{\"message\":\"blocked\",\"type\":null,\"code\":\"content_filter\"}}"));

    assertRefused(gateway.chat(Bodies.CHAT), 400, "content_filter", "messages");
    assertNoted(" class=content_filter ");
    assertNobodyElseWasAsked();
  }

  @Test
  void f14AnAnswerThatWasFilteredIsServedAsSentAndPaidFor() throws Exception {
    String filtered = GOOD.replace("\"Good\"", "\"\"").replace("\"stop\"", "\"content_filter\"");
    gateway.first.always(c -> c.answer(200, JSON, filtered));

    RawClient.Answer answer = gateway.chat(Bodies.CHAT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Json.read(answer.body().getBytes(UTF_8)).at("/choices/0/finish_reason").asText())
        .isEqualTo("content_filter");
    assertThat(gateway.charged()).isEqualTo(PRICE_OF_GOOD);
    assertThat(gateway.second.requests()).isEmpty();
  }

  @Test
  void f15ARequestThatIsTooLargeForTheProviderIsTooLarge() throws Exception {
    gateway.first.always(c -> c.answer(413, "text/html", "<html>too big</html>"));

    RawClient.Answer answer = gateway.chat(Bodies.CHAT);

    assertRefused(answer, 413, "request_too_large", null);
    assertThat(message(answer)).doesNotContain("<");
    assertNoted(" class=caller_error ");
    assertNobodyElseWasAsked();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void f16ARedirectIsNeverFollowed(int status) throws Exception {
    gateway.first.always(
        c ->
            c.send(
                "HTTP/1.1 "
                    + status
                    + " Moved\r\nLocation: "
                    + gateway.second.url()
                    + "/stolen?key=0123456789\r\nContent-Length: 0\r\n\r\n"));

    RawClient.Answer sole = gateway.chat(SOLE);

    assertFault(sole, "upstream_invalid_response");
    assertThat(gateway.second.requests()).as("nobody followed").isEmpty();
    assertThat(attempts.line("route=one/m"))
        .contains(" redirect_to=127.0.0.1")
        .doesNotContain("stolen", "0123456789");
    assertTakenOver();
    assertThat(gateway.second.requests())
        .allMatch(request -> request.target().equals("/v1/chat/completions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"busy\",\"code\":503}}                 | upstream_error",
        "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\"}} | upstream_rate_limited",
        "{\"error\":{\"message\":\"overloaded\",\"code\":529}}           | upstream_overloaded",
        "{\"error\":\"something broke\"}                                 | upstream_error",
        "{\"code\":1302,\"msg\":\"something broke\"}                     | upstream_error",
      })
  void f17AnErrorThatComesAsASuccessIsAnError(String body, String code) throws Exception {
    gateway.first.always(c -> c.answer(200, JSON, body));

    assertFault(gateway.chat(SOLE), code);
    assertNoted(" class=" + (code.endsWith("_error") ? "server" : code.substring(9)) + " ");
    assertTakenOver();
  }

  @Test
  void f17AnErrorOfTheCallersThatComesAsASuccessIsTheCallers() throws Exception {
    gateway.first.always(
        c -> c.answer(200, JSON, "{\"error\":{\"message\":\"n: too many\",\"code\":400}}"));

    assertRefused(gateway.chat(Bodies.CHAT), 400, "invalid_value", null);
    assertNobodyElseWasAsked();
  }

  @Test
  void f17ACodeOfNoughtIsNoError() throws Exception {
    gateway.first.always(c -> c.answer(200, JSON, GOOD.replaceFirst("\\{", "{\"code\":0,")));

    assertThat(gateway.chat(Bodies.CHAT).body()).contains("Good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"choices\":[]}",
        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
            + "\"finish_reason\":\"stop\"}]}"
      })
  void f18AnEmptyAnswerIsNoAnswer(String body) throws Exception {
    gateway.first.always(c -> c.answer(200, JSON, body));

    assertFault(gateway.chat(SOLE), "upstream_empty_response");
    assertNoted(" class=empty_response ", " empty");
    assertTakenOver();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"choices\":[{\"index\":0,\"mess | true",
        "no json                          | true",
        "[1,2]                            | false",
        "\"text\"                         | false"
      })
  void f19WhatIsNoJsonObjectIsNoAnswer(String body, boolean isBroken) throws Exception {
    gateway.first.always(c -> c.answer(200, JSON, body));

    assertFault(gateway.chat(SOLE), "upstream_invalid_response");
    assertNoted(" bytes=" + body.length());
    assertThat(attempts.line("route=one/m").contains(" parse_position=")).isEqualTo(isBroken);
    assertTakenOver();
  }

  @Test
  void f19AnAnswerThatIsCutOffIsNoAnswer() throws Exception {
    gateway.first.always(
        c ->
            c.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n")
                .send(GOOD.substring(0, 100))
                .finish());

    assertThat(gateway.chat(SOLE).status()).isEqualTo(503);
    assertNoted(" bytes=100");
    assertTakenOver();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/html; charset=utf-8", "application/octet-stream"})
  void f20AnAnswerOfAnotherTypeIsServed(String type) throws Exception {
    gateway.first.always(c -> c.answer(200, type, GOOD));

    RawClient.Answer answer = gateway.chat(Bodies.CHAT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith(JSON);
    assertNoted(" class=ok ", " content_type_mismatch=");
    assertThat(gateway.charged()).isEqualTo(PRICE_OF_GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, "text/event-stream"})
  void f20AWholeAnswerToAWishForAStreamIsStreamed(String type) throws Exception {
    gateway.first.always(c -> c.answer(200, type, GOOD.replace("\n", "")));

    RawClient.Answer answer =
        gateway.chat(
            Bodies.STREAM.replace(
                "\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"content\":\"Good\"")
        .containsOnlyOnce("\"finish_reason\":\"stop\"")
        .contains("\"total_tokens\":1500")
        .endsWith("data: [DONE]\n\n");
    assertThat(gateway.charged()).isEqualTo(PRICE_OF_GOOD);
  }

  @Test
  void f21ASoundAnswerThatIsCompressedUnaskedIsServed() throws Exception {
    byte[] zipped = zipped(GOOD.getBytes(UTF_8));
    gateway.first.always(c -> c.answer(zippedHead(), zipped));

    RawClient.Answer answer = gateway.chat(Bodies.CHAT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("Good");
    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertNoted(" class=ok ", " ratio=1");
  }

  @Test
  void f21ABrokenCompressionIsNoAnswer() throws Exception {
    byte[] zipped = zipped(GOOD.getBytes(UTF_8));
    byte[] cut = Arrays.copyOf(zipped, zipped.length / 2);
    byte[] spoiled = zipped.clone();
    spoiled[20] ^= 0x55;
    for (byte[] body : new byte[][] {cut, spoiled, "not zipped".getBytes(UTF_8)}) {
      gateway.first.always(c -> c.answer(zippedHead(), body));

      assertFault(gateway.chat(SOLE), "upstream_invalid_response");
    }
    assertTakenOver();
  }

  @Test
  void f21ACompressionBombIsNotUnpacked() throws Exception {
    byte[] zeros = new byte[20 * 1024 * 1024];
    Arrays.fill(zeros, (byte) ' ');
    byte[] bomb = zipped(zeros);
    gateway.first.always(c -> c.answer(zippedHead(), bomb));

    assertFault(gateway.chat(SOLE), "upstream_invalid_response");
    assertThat(attempts.line("route=one/m")).containsPattern(" ratio=\\d{3}");
    assertTakenOver();
  }

  @Test
  void f22AnAnswerBeyondTheBoundIsCutAndNobodyElseIsAsked() throws Exception {
    gateway.first.always(
        c ->
            c.send(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 40000000"
                    + "\r\n\r\n{\"choices\":["));

    assertFault(gateway.chat(Bodies.CHAT), "upstream_response_too_large");
    assertNoted(" class=too_large ", " size=40000000");
    assertNobodyElseWasAsked();
  }

  @Test
  void f22AnEventBeyondTheBoundEndsTheStream() throws Exception {
    String line = "x".repeat(64 * 1024);
    gateway.first.always(
        c -> {
          c.head(200, "text/event-stream").send("data: ");
          for (int i = 0; i < 140; i++) {
            c.send(line);
          }
        });

    assertFault(gateway.chat(Bodies.STREAM), "upstream_response_too_large");
    assertNoted(" class=too_large ", " size=8388608", " event=1");
    assertNobodyElseWasAsked();
  }

  /** Where nobody pays, nothing is held that could be spent before. */
  @Test
  void f22AnAnswerOfFourTimesTheTokensThatWereGrantedIsCut() throws Exception {
    gateway.first.always(AnswerFaultsTest::endless);

    RawClient.Answer answer = gateway.chatForFree(SHORT_STREAM);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("upstream_response_too_large")
        .doesNotContain("[DONE]")
        .hasSizeLessThan(100 * 4 * 60);
    assertThat(gateway.record().outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(attempts.line("route=one/m"))
        .containsPattern(" class=too_large .* answer_chars=\\d+");
    assertThat(gateway.record().source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(gateway.balance().held()).isEqualTo(Money.ZERO);
  }

  @Test
  void f22WhoPaysGetsAsMuchOfItAsIsHeldFor() throws Exception {
    gateway.first.always(AnswerFaultsTest::endless);

    RawClient.Answer answer = gateway.chat(SHORT_STREAM);

    assertThat(answer.body())
        .contains("\"finish_reason\":\"length\"")
        .endsWith("data: [DONE]\n\n")
        .hasSizeLessThan(100 * 2 * 60);
    assertThat(gateway.record().outcome()).isEqualTo(Outcome.OK);
    assertThat(gateway.record().source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(gateway.charged()).isEqualTo(gateway.record().cost()).isLessThan(TOO_MUCH);
    assertThat(gateway.balance().held()).isEqualTo(Money.ZERO);
  }

  /** Ten thousand words, whatever was asked for. */
  private static void endless(RawUpstream.Connection connection) throws IOException {
    String piece = "word ".repeat(50);
    connection.head(200, "text/event-stream");
    for (int i = 0; i < 200; i++) {
      connection.send(StreamFaultsTest.content(piece));
    }
    connection.send("data: [DONE]\n\n").finish();
  }

  /** The second provider answers in the place of the first, and it alone is paid. */
  private void assertTakenOver() throws IOException {
    Money before = gateway.charged();
    RawClient.Answer answer = gateway.chat(Bodies.CHAT);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-provider")).hasValue("two");
    assertThat(gateway.charged().minus(before)).isEqualTo(PRICE_OF_GOOD);
  }

  /** What the log says of the first attempt. */
  private void assertNoted(String... facts) {
    assertThat(attempts.line("route=one/m")).contains(facts);
  }

  private void assertNobodyElseWasAsked() {
    assertThat(gateway.first.requests()).hasSize(1);
    assertThat(gateway.second.requests()).isEmpty();
    assertThat(gateway.charged()).isEqualTo(Money.ZERO);
    assertThat(gateway.balance().held()).isEqualTo(Money.ZERO);
  }

  private void assertRefused(RawClient.Answer answer, int status, String code, String param)
      throws IOException {
    assertThat(answer.status()).isEqualTo(status);
    JsonNode error = Json.read(answer.body().getBytes(UTF_8)).path("error");
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("param").textValue()).isEqualTo(param);
    assertThat(gateway.record().outcome()).isEqualTo(Outcome.CALLER_ERROR);
  }

  private void assertFault(RawClient.Answer answer, String code) throws IOException {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    JsonNode error = Json.read(answer.body().getBytes(UTF_8)).path("error");
    assertThat(error.path("type").asText()).isEqualTo("upstream_error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(gateway.charged()).isEqualTo(Money.ZERO);
    assertThat(gateway.balance().held()).isEqualTo(Money.ZERO);
  }

  private static String message(RawClient.Answer answer) throws IOException {
    return Json.read(answer.body().getBytes(UTF_8)).at("/error/message").asText();
  }

  private static String error(String message, String param) {
    return "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"param\":%s}}"
        .formatted(message, param == null ? "null" : "\"" + param + "\"");
  }

  private static String zippedHead() {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n";
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
