package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and machines find beside the API. */
class PagesTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawClient.Answer get(String path, String headers) throws Exception {
    try (RawClient client = server.client()) {
      return client
          .send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
          .answer();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/console, text/html",
    "/console/models, text/html",
    "/chat, text/html",
    "/setup, text/html",
    "/docs, text/html",
    "/docs/configuration, text/html",
    "/web/docs/configuration.md, text/markdown",
    "/openapi.json, application/json",
    "/web/css/base.css, text/css",
    "/web/js/app.js, text/javascript",
    "/web/lib/lit/index.js, text/javascript",
    "/web/lib/icons/key.svg, image/svg+xml",
    "/web/mark.svg, image/svg+xml",
    "/favicon.ico, image/svg+xml"
  })
  void startPageAndItsFilesAreServed(String path, String type) throws Exception {
    RawClient.Answer answer = get(path, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith(type);
    assertThat(answer.body()).isNotBlank();
  }

  @Test
  void startPageHoldsNothingThatItsPolicyForbids() throws Exception {
    RawClient.Answer page = get("/", "");

    assertThat(page.header("Content-Security-Policy").orElseThrow()).doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("<style").doesNotContain("style=");
    assertThat(page.body()).doesNotContain(" onclick").doesNotContain("javascript:");
  }

  @Test
  void startPageAsksForAModelThatIsServed() throws Exception {
    assertThat(get("/", "").body()).contains("\"model\": \"lab-text\"");
  }

  @Test
  void healthSaysOnlyThatItIsWell() throws Exception {
    assertThat(get("/healthz", "").body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(get("/livez", "").body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(get("/readyz", "").body()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void metricsCountCallsByRouteModelProviderAndStatus() throws Exception {
    try (RawClient client =
        server.client().post("/v1/chat/completions", ScriptedDesk.KEY, Bodies.CHAT)) {
      client.answer();
    }

    // The meter is read after the last byte is out, so it may be a moment behind the caller.
    await()
        .untilAsserted(
            () ->
                assertThat(get("/metrics", "").body())
                    .contains(
                        "vaultgate_requests_seconds_count{model=\"lab-text\",provider=\"lab\","
                            + "route=\"/v1/chat/completions\",status=\"200\"}")
                    .contains("vaultgate_streams_open 0.0"));
  }

  @Test
  void s81MetricsHoldNothingOfCallers() throws Exception {
    try (RawClient client =
        server.client().post("/v1/chat/completions", ScriptedDesk.KEY, Bodies.CHAT)) {
      client.answer();
    }

    assertThat(get("/metrics", "").body())
        .doesNotContain(ScriptedDesk.KEY)
        .doesNotContain("127.0.0.1")
        .doesNotContain("Hi");
  }

  @Test
  void s81MetricsAreNotThereForWhoComesThroughAProxy() throws Exception {
    assertThat(get("/metrics", "X-Forwarded-For: 192.0.2.1\r\n").status()).isEqualTo(404);
    assertThat(get("/metrics", "Forwarded: for=192.0.2.1\r\n").status()).isEqualTo(404);
  }
}
