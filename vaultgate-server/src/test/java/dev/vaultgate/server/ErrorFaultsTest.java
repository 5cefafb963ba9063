package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.LogCapture;
import dev.vaultgate.client.fake.FakeAnswer;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that answer with an error: what callers see, who is asked next, and who rests. */
class ErrorFaultsTest {

  private static final String SOLE = Bodies.CHAT.replace("lab-text", "sole-text");

  /** 1,000 tokens at one dollar and 500 at two, for a million of them. */
  private static final Money PRICE = Money.dollars("0.002");

  @TempDir Path folder;
  private final LogCapture attempts = LogCapture.attempts();
  private FaultyProviders gateway;

  /** Lines of the configuration that this is tried with. */
  String settings() {
    return "";
  }

  @BeforeEach
  void start() throws IOException {
    gateway = new FaultyProviders(folder, "", settings());
  }

  @AfterEach
  void stop() throws IOException {
    attempts.close();
    gateway.close();
  }

  /** The second answers unseen, and it alone is paid. */
  private void assertTakenOver() throws IOException {
    Money before = gateway.charged();
    RawClient.Answer answer = gateway.chat(Bodies.CHAT);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-provider")).hasValue("two");
    assertThat(gateway.charged().minus(before)).isEqualTo(PRICE);
  }

  private void assertFault(RawClient.Answer answer, String code) throws IOException {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    JsonNode error = Json.read(answer.body().getBytes(UTF_8)).path("error");
    assertThat(error.path("type").asText()).isEqualTo("upstream_error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.size()).isEqualTo(4);
    assertThat(gateway.held()).isEqualTo(Money.ZERO);
    assertThat(gateway.record().outcome()).isEqualTo(Outcome.UPSTREAM_ERROR);
  }

  /** What the log says of the first attempt. */
  private void assertNoted(String... facts) {
    assertThat(attempts.line("route=one/m")).contains(facts);
  }

  /** How long the first one rests, to the second. */
  private void assertRests(int seconds) throws IOException {
    int asked = gateway.first.requests().size();
    gateway.time.pass(Duration.ofSeconds(seconds).minusMillis(900));
    RawClient.Answer resting = gateway.chat(SOLE);
    assertThat(resting.status()).isEqualTo(503);
    assertThat(resting.header("Retry-After")).isPresent();
    assertThat(gateway.first.requests()).as("it rests").hasSize(asked);
    gateway.time.pass(Duration.ofSeconds(1));
    gateway.first.always(FakeAnswer.text("well"));
    assertThat(gateway.chat(SOLE).status()).isEqualTo(200);
  }

  @Test
  void f01ALimitedDeploymentRestsAsLongAsItSaysAndAnotherAnswers() throws Exception {
    gateway.first.always(FakeAnswer.error(429, "slow_down").header("Retry-After", "7"));

    RawClient.Answer sole = gateway.chat(SOLE);

    assertFault(sole, "upstream_rate_limited");
    assertThat(sole.header("Retry-After")).hasValue("7");
    assertNoted(" status=429 class=rate_limited ", " hint=7 ", " rested_s=7");
    assertThat(gateway.first.requests()).as("no second try").hasSize(1);
    assertTakenOver();
    assertThat(gateway.firstStands()).isEqualTo("limited");
    assertRests(7);
  }

  @Test
  void f02WithoutAHintItRestsForASecondAndTwiceAsLongEachTime() throws Exception {
    gateway.first.always(FakeAnswer.error(429, "slow_down"));
    assertFault(gateway.chat(SOLE), "upstream_rate_limited");
    assertNoted(" class=rate_limited ", " hint=none ", " rested_s=1");
    assertThat(gateway.chat(SOLE).status()).isEqualTo(503);
    assertThat(gateway.first.requests()).hasSize(1);

    for (int asked = 2; asked < 9; asked++) {
      gateway.time.pass(Duration.ofSeconds(61));
      assertTakenOver();
      assertThat(gateway.first.requests()).as("at most a minute").hasSize(asked);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After-Ms | 9000 | 9",
        "Retry-After | 12.5 | 13",
      })
  void f03EveryFormOfAHintIsRead(String header, String value, int seconds) throws Exception {
    gateway.first.always(FakeAnswer.error(429, "slow_down").header(header, value));
    assertThat(gateway.chat(SOLE).header("Retry-After")).hasValue(Integer.toString(seconds));
    assertNoted(" hint=" + value);
  }

  @Test
  void f03ADateIsReadAndTheLongestOfTwoHintsCounts() throws Exception {
    Instant now = Instant.parse("2026-11-28T10:00:00Z");
    gateway.first.then(
        FakeAnswer.error(429, "slow_down")
            .header("Date", http(now))
            .header("Retry-After", http(now.plusSeconds(20))));
    assertThat(gateway.chat(SOLE).header("Retry-After")).hasValue("20");

    gateway.time.pass(Duration.ofSeconds(21));
    gateway.first.then(
        FakeAnswer.error(429, "slow_down")
            .header("Retry-After", "4")
            .header("Retry-After-Ms", "0"));
    assertNoted(" hint=\"Sat, 28 Nov 2026 10:00:20 GMT\" ");
    assertThat(gateway.chat(SOLE).header("Retry-After")).hasValue("4");
    assertThat(attempts.line(" hint=\"4, 0ms\" ")).contains(" rested_s=4");
  }

  private static String http(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  @Test
  void f03ADelayMayStandInTheBody() throws Exception {
    gateway.first.always(
        FakeAnswer.raw(
            429,
            "application/json",
            "{\"error\":{\"message\":\"quota\",\"details\":[{\"retryDelay\":\"48s\"}]}}"));

    assertThat(gateway.chat(SOLE).header("Retry-After")).hasValue("48");
    assertNoted(" hint=\"body PT48S\" ");
  }

  @ParameterizedTest
  @CsvSource({
    "86400, 300, hint_clamped",
    "1e9, 1, hint_unusable",
    "-5, 1, hint_unusable",
    "soon, 1, hint_unusable",
    "0, 1, hint_unusable"
  })
  void f04AnAbsurdHintFreezesNobody(String hint, int seconds, String word) throws Exception {
    gateway.first.always(FakeAnswer.error(429, "slow_down").header("Retry-After", hint));

    assertThat(gateway.chat(SOLE).header("Retry-After")).hasValue(Integer.toString(seconds));
    assertNoted(" hint=" + hint + " ", " " + word);
  }

  @ParameterizedTest
  @CsvSource({"429, insufficient_quota", "402, payment", "403, billing_not_active"})
  void f05AnAccountWithoutMoneyIsNotTheCallersAndItsOperatorIsTold(int status, String code)
      throws Exception {
    gateway.first.always(FakeAnswer.error(status, code));

    assertFault(gateway.chat(SOLE), "upstream_unavailable");

    assertTakenOver();
    assertThat(gateway.firstStands()).isEqualTo("exhausted");
    assertThat(gateway.alerts()).containsOnlyOnce("provider_exhausted");
    assertThat(gateway.first.requests()).hasSize(1);
    assertRests(15 * 60);
  }

  @ParameterizedTest
  @CsvSource({"529, overloaded", "503, overloaded"})
  void f06AnOverloadedProviderIsAskedOnceMoreOnlyWhereItIsTheOnlyOne(int status, String code)
      throws Exception {
    gateway.first.always(FakeAnswer.error(status, code));

    assertFault(gateway.chat(SOLE), "upstream_overloaded");
    assertNoted(" status=" + status + " class=overloaded ");
    assertThat(gateway.first.requests()).hasSize(2);

    assertTakenOver();
    assertThat(gateway.first.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void f07AFailureOfTheProviderIsToldInOurWords(int status) throws Exception {
    gateway.first.always(
        FakeAnswer.error(status, "sk-secret0123456789abcdef").header("x-request-id", "req_7"));

    RawClient.Answer sole = gateway.chat(SOLE);

    assertFault(sole, status == 504 ? "upstream_timeout" : "upstream_error");
    assertThat(sole.body()).doesNotContain("sk-secret");
    assertNoted(" status=" + status + " ", " upstream_request=req_7");
    assertThat(attempts.lines().toString()).doesNotContain("sk-secret");
    assertThat(gateway.first.requests()).hasSize(status == 504 ? 1 : 2);
    assertTakenOver();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void f08APageIsNotShown(int status) throws Exception {
    gateway.first.always(FakeAnswer.raw(status, "text/html", "<html><body>nginx</body></html>"));

    RawClient.Answer sole = gateway.chat(SOLE);

    assertFault(sole, "upstream_error");
    assertThat(sole.body()).doesNotContain("<", "nginx");
    assertNoted(" page=nginx");
    assertTakenOver();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <html>Please log in</html>",
    "text/plain, welcome",
    "application/json, <html>Please log in</html>"
  })
  void f09APageInThePlaceOfAnAnswerIsNoAnswer(String type, String body) throws Exception {
    gateway.first.always(FakeAnswer.raw(200, type, body));

    assertFault(gateway.chat(SOLE), "upstream_invalid_response");
    assertNoted(
        " content_type=" + type + " ",
        body.contains("log") ? " page=\"Please log in\"" : " page=welcome");
    assertTakenOver();
  }

  @ParameterizedTest
  @CsvSource({"401, invalid_api_key", "403, forbidden", "400, invalid_api_key"})
  void f10ARefusedKeyIsTheOperatorsAndItsDeploymentIsOff(int status, String code) throws Exception {
    gateway.first.always(FakeAnswer.error(status, code));

    RawClient.Answer sole = gateway.chat(SOLE);

    assertFault(sole, "upstream_auth_failed");
    assertThat(sole.body()).doesNotContain("key-of-the-operator");
    assertThat(gateway.alerts())
        .containsOnlyOnce("provider_key_refused")
        .doesNotContain("key-of-the-operator");
    assertTakenOver();
    gateway.time.pass(Duration.ofDays(2));
    assertThat(gateway.chat(SOLE).status()).isEqualTo(503);
    assertThat(gateway.first.requests()).as("off until somebody does something").hasSize(1);
    assertThat(gateway.firstStands()).isEqualTo("wrong_key");
  }

  @Test
  void f11AModelThatTheProviderDoesNotKnowIsTriedAgainAfterFiveMinutes() throws Exception {
    gateway.first.always(FakeAnswer.error(404, "model_not_found"));

    assertFault(gateway.chat(SOLE), "upstream_model_missing");

    assertTakenOver();
    assertThat(gateway.alerts()).containsOnlyOnce("provider_model_missing");
    assertRests(5 * 60);
  }
}
