package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.LogCapture;
import dev.vaultgate.router.account.KeySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line that each call has in the log, and the line of each attempt. */
class CallLinesTest {

  private static final String JSON = "application/json";
  private static final String SOLE = Bodies.CHAT.replace("lab-text", "sole-text");
  private static final String GOOD =
      """
      {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
      {"role":"assistant","content":"Good"},"finish_reason":"stop"}],
      "usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500}}
      """;

  @TempDir Path folder;
  private TwoProviders gateway;
  private LogCapture requests;
  private LogCapture attempts;

  @BeforeEach
  void start() throws IOException {
    gateway = new TwoProviders(folder);
    gateway.second.always(c -> c.answer(200, JSON, GOOD));
    requests = LogCapture.requests();
    attempts = LogCapture.attempts();
  }

  @AfterEach
  void stop() throws IOException {
    requests.close();
    attempts.close();
    gateway.close();
  }

  @Test
  void aCallHasALineAndEachOfItsAttemptsAnother() throws IOException {
    gateway.first.always(
        c ->
            c.send(
                "HTTP/1.1 500 X\r\nx-request-id: req-7\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 28\r\n\r\n{\"error\":{\"message\":\"oops\"}}"));

    gateway.chat(Bodies.CHAT);

    String id = gateway.record().requestId();
    assertThat(requests.lines())
        .singleElement()
        .asString()
        .matches(
            "request="
                + id
                + " key="
                + gateway.key().id()
                + " model=lab-text outcome=ok status=200 code=- ms=\\d+ provider=two"
                + " usage_source=reported prompt_tokens=1000 completion_tokens=500 cost=0\\.002"
                + " bytes=\\d+ first_content_ms=- attempts=one:500\\(\\d+ms\\),two:200\\(\\d+ms\\)");
    assertThat(attempts.lines()).hasSize(2);
    assertThat(attempts.lines().get(0))
        .matches(
            "request="
                + id
                + " route=one/m status=500 class=server ms=\\d+ upstream_request=req-7 said=oops");
    assertThat(attempts.lines().get(1))
        .matches("request=" + id + " route=two/m status=200 class=ok ms=\\d+ upstream_request=-");
  }

  @Test
  void onlyWhatAProviderIsToBlameForIsAWarning() throws IOException {
    gateway.first.always(c -> c.answer(500, JSON, "{}"));

    gateway.chat(Bodies.CHAT);
    gateway.chat(SOLE);

    assertThat(attempts.events())
        .filteredOn(event -> Level.WARNING.equals(event.getLevel()))
        .allMatch(event -> event.getMessage().contains("route=one/m"))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(requests.events())
        .extracting(event -> event.getLevel())
        .containsExactly(Level.FINE, Level.WARNING);
  }

  @Test
  void whoIsRefusedHasALineToo() throws IOException {
    gateway.chat(Bodies.CHAT.replace("lab-text", "no-such-text"));

    assertThat(requests.line("outcome=rejected"))
        .contains(
            " key=" + gateway.key().id(),
            " model=no-such-text ",
            " status=404 code=model_not_found ");
    assertThat(attempts.lines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "86400, 300"})
  void f01AndF04ARouteRestsAsLongAsItAskedButNoLongerThanItMay(String asked, String rested)
      throws IOException {
    gateway.first.always(c -> c.send(limited("Retry-After: " + asked + "\r\n")));

    gateway.chat(Bodies.CHAT);

    assertThat(attempts.line("route=one/m"))
        .contains(" status=429 class=rate_limited ", " hint=" + asked + " ", " rested_s=" + rested);
    assertThat(attempts.line("route=one/m").contains("hint_clamped"))
        .isEqualTo(!asked.equals(rested));
  }

  @Test
  void f02ALimitWithoutAHintSaysSo() throws IOException {
    gateway.first.always(c -> c.send(limited("")));

    gateway.chat(Bodies.CHAT);

    assertThat(attempts.line("route=one/m"))
        .contains(" class=rate_limited ", " hint=none ", " rested_s=1");
  }

  @Test
  void f03TheHintIsKeptAsItCame() throws IOException {
    gateway.first.always(c -> c.send(limited("Retry-After: 1\r\nRetry-After-Ms: 0\r\n")));

    gateway.chat(Bodies.CHAT);

    assertThat(attempts.line("route=one/m")).contains(" hint=\"1, 0ms\" ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "soon", "0"})
  void f04AHintThatIsNoneIsKept(String hint) throws IOException {
    gateway.first.always(c -> c.send(limited("Retry-After: " + hint + "\r\n")));

    gateway.chat(Bodies.CHAT);

    assertThat(attempts.line("route=one/m")).contains(" hint=" + hint + " hint_unusable ");
  }

  @Test
  void f06AnOverloadIsAClassOfItsOwn() throws IOException {
    gateway.first.always(c -> c.answer(529, JSON, "{\"error\":{\"message\":\"overloaded\"}}"));

    gateway.chat(Bodies.CHAT);

    assertThat(attempts.line("route=one/m")).contains(" status=529 class=overloaded ");
  }

  @Test
  void f08APageIsShownWithoutItsTags() throws IOException {
    gateway.first.always(
        c ->
            c.answer(
                502,
                "text/html",
                "<html><style>x{}</style><h1>Bad\nGateway</h1>" + "x".repeat(400) + "</html>"));

    gateway.chat(Bodies.CHAT);

    assertThat(attempts.line("route=one/m"))
        .contains(" page=\"Bad Gateway xxx")
        .doesNotContain("<", "style", "x".repeat(257));
  }

  @Test
  void f10AnAlertShowsNoMoreOfTheKeyThanItsEnd() throws IOException {
    gateway.first.always(
        c ->
            c.answer(
                401,
                JSON,
                "{\"error\":{\"message\":\"Incorrect API key provided: sk-12345678901234\"}}"));
    try (LogCapture alerts = LogCapture.of("dev.vaultgate")) {
      gateway.chat(Bodies.CHAT);

      assertThat(alerts.line("refuses the key")).doesNotContain("12345678901234");
      assertThat(attempts.line("route=one/m"))
          .contains(" class=auth ", " rested_s=until_enabled")
          .doesNotContain("12345678901234");
    }
  }

  @Test
  void f66AnSdkThatTriesAgainIsKnownByItsCount() throws IOException {
    try (RawClient client = new RawClient(gateway.server.port())) {
      client
          .send(
              "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nx-stainless-retry-count: 2\r\n"
                  + "Authorization: Bearer "
                  + gateway.server.gateway().keys().create(KeySpec.named("sdk")).secret().reveal()
                  + "\r\n\r\n")
          .answer();
    }

    assertThat(requests.line("outcome=ok")).contains(" x-stainless-retry-count=2");
  }

  private static String limited(String hints) {
    return "HTTP/1.1 429 X\r\n" + hints + "Content-Length: 0\r\n\r\n";
  }
}
