package dev.vaultgate.server.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.webhook.WebhookSignature;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs are bought at a stand-in for Stripe, which tells of it. */
class PaymentsTest {

  private static final String SECRET = "whsec_test";
  private static final String WEBHOOK = "/api/v1/payments/stripe/webhook";

  @TempDir private Path folder;
  private final MockWebServer stripe = new MockWebServer();
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    stripe.start();
    server =
        AdminServer.start(
            folder,
            """
            payments:
              stripe:
                secret_key: sk_test_4711
                webhook_secret: whsec_test
                base_url: %s
                return_url: https://gateway.example.com/console/balance
              packs: [ { id: small, price: 10.00, credit: 12 }, { id: large, price: 50, credit: 70 } ]
            """
                .formatted(stripe.url("/")),
            SystemTime.system());
  }

  @AfterEach
  void stop() {
    server.close();
    stripe.close();
  }

  private Browser member(String name) throws Exception {
    Browser browser = server.browser();
    browser.signIn(name);
    return browser;
  }

  private String order(Browser browser) throws Exception {
    stripe.enqueue(
        new MockResponse.Builder()
            .code(200)
            .body("{\"id\":\"cs_1\",\"url\":\"https://checkout.stripe.com/c/pay/cs_1\"}")
            .build());
    JsonNode checkout = browser.json("POST", "/payments/checkouts", "{\"pack\":\"small\"}");
    assertThat(checkout.path("url").asText()).isEqualTo("https://checkout.stripe.com/c/pay/cs_1");
    return checkout.path("order").path("id").asText();
  }

  private static String paid(String event, String order, int amount) {
    return ("{\"id\":\"%s\",\"type\":\"checkout.session.completed\",\"data\":{\"object\":{"
            + "\"payment_status\":\"paid\",\"amount_total\":%d,\"currency\":\"usd\","
            + "\"payment_intent\":\"pi_1\",\"metadata\":{\"vaultgate_order\":\"%s\"}}}}")
        .formatted(event, amount, order);
  }

  private static String refunded(String event, String order, int amount) {
    return ("{\"id\":\"%s\",\"type\":\"charge.refunded\",\"data\":{\"object\":{"
            + "\"amount_refunded\":%d,\"currency\":\"usd\","
            + "\"metadata\":{\"vaultgate_order\":\"%s\"}}}}")
        .formatted(event, amount, order);
  }

  private HttpResponse<String> tell(String body) throws Exception {
    return tell(body, WebhookSignature.of(body.getBytes(UTF_8), SECRET, Instant.now()).header());
  }

  private HttpResponse<String> tell(String body, @Nullable String signature) throws Exception {
    HttpRequest.Builder request =
        server
            .request(WEBHOOK)
            .setHeader("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(body));
    if (signature != null) {
      request.header("Stripe-Signature", signature);
    }
    return server.send(request);
  }

  private static String available(Browser browser) throws Exception {
    return browser.json("GET", "/credits/balance", "").path("available").asText();
  }

  @Test
  void aUserBuysAPack() throws Exception {
    Browser ada = member("ada");
    JsonNode packs = ada.json("GET", "/payments/packs", "");
    String order = order(ada);

    HttpResponse<String> answer = tell(paid("evt_1", order, 1_000));

    assertThat(packs.path("data").get(0).path("price").asText()).isEqualTo("10.00");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(available(ada)).isEqualTo("12");
    assertThat(ada.json("GET", "/payments/orders/" + order, "").path("state").asText())
        .isEqualTo("paid");
    assertThat(server.get("/api/v1/audit").body()).contains("takePaymentNotice", order);
  }

  @Test
  void s36OneNoticeManyTimesAtOnceAndAnotherOfTheSameAreCreditedOnce() throws Exception {
    Browser ada = member("ada");
    String order = order(ada);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Callable<Integer>> notices = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      notices.add(() -> tell(paid("evt_1", order, 1_000)).statusCode());
    }

    try {
      for (Future<Integer> answer : pool.invokeAll(notices)) {
        assertThat(answer.get()).isEqualTo(200);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(tell(paid("evt_2", order, 1_000)).statusCode()).isEqualTo(200);

    assertThat(available(ada)).isEqualTo("12");
  }

  @Test
  void s35AForgedNoticeCreditsNothing() throws Exception {
    Browser ada = member("ada");
    String order = order(ada);
    String body = paid("evt_1", order, 1_000);
    byte[] bytes = body.getBytes(UTF_8);
    Instant now = Instant.now();

    assertThat(tell(body, null).statusCode()).isEqualTo(400);
    assertThat(tell(body, "t=1,v1=00").statusCode()).isEqualTo(400);
    assertThat(tell(body, WebhookSignature.of(bytes, "whsec_other", now).header()).statusCode())
        .isEqualTo(400);
    assertThat(
            tell(body, WebhookSignature.of(bytes, SECRET, now.minusSeconds(400)).header())
                .statusCode())
        .isEqualTo(400);
    assertThat(tell(paid("evt_2", order, 1)).statusCode()).isEqualTo(400);
    assertThat(tell(paid("evt_3", order, 1_000).replace("usd", "jpy")).statusCode()).isEqualTo(400);
    assertThat(tell(paid("evt_4", "order_none", 1_000)).statusCode()).isEqualTo(400);

    assertThat(available(ada)).isEqualTo("0");
  }

  @Test
  void aRefundOfCreditThatIsUsedIsToldToTheOperator() throws Exception {
    Browser ada = member("ada");
    String order = order(ada);
    tell(paid("evt_1", order, 1_000));
    server.post(
        "/api/v1/credits/corrections",
        "{\"account\":\"ada@example.com\",\"amount\":\"-9\",\"reference\":\"used\"}");

    assertThat(tell(refunded("evt_2", order, 1_000)).statusCode()).isEqualTo(200);

    assertThat(available(ada)).isEqualTo("0");
    JsonNode shown = ada.json("GET", "/payments/orders/" + order, "");
    assertThat(shown.path("refunded").asText()).isEqualTo("10.00");
    assertThat(shown.path("taken_back").asText()).isEqualTo("3");
    server.server.gateway().alerts().round();
    assertThat(server.get("/api/v1/alerts").body())
        .contains("Of $12 of credit that was refunded", "$3 was left to take back; $9 is used");
  }

  @Test
  void s16AnotherUsersOrderLooksLikeNone() throws Exception {
    String order = order(member("ada"));
    Browser bob = member("bob");

    assertThat(bob.get("/payments/orders/" + order).statusCode()).isEqualTo(404);
    assertThat(bob.json("GET", "/payments/orders", "").path("data")).isEmpty();
    assertThat(server.get("/api/v1/payments/orders").body()).contains(order);
  }

  @Test
  void whereStripeDoesNotAnswerNothingIsOrdered() throws Exception {
    Browser ada = member("ada");
    stripe.enqueue(
        new MockResponse.Builder()
            .code(401)
            .body("{\"error\":{\"message\":\"Invalid API Key: sk_test_4711\"}}")
            .build());

    HttpResponse<String> answer = ada.post("/payments/checkouts", "{\"pack\":\"small\"}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("payments_unavailable").doesNotContain("4711");
    assertThat(ada.post("/payments/checkouts", "{\"pack\":\"none\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void s35WithoutASecretThereIsNoEndpoint() throws Exception {
    server.close();
    server = AdminServer.start(folder, "", SystemTime.system());
    Browser ada = member("ada");

    assertThat(tell(paid("evt_1", "order_1", 1_000)).statusCode()).isEqualTo(404);
    assertThat(ada.post("/payments/checkouts", "{\"pack\":\"small\"}").statusCode()).isEqualTo(404);
    assertThat(ada.json("GET", "/payments/packs", "").path("data")).isEmpty();
  }
}
