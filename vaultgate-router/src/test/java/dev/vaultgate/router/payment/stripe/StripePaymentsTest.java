package dev.vaultgate.router.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.client.http.OkHttpTransport;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Order;
import dev.vaultgate.router.payment.OrderState;
import dev.vaultgate.router.payment.PaymentNotice;
import dev.vaultgate.router.payment.PaymentProvider.Checkout;
import dev.vaultgate.router.payment.Price;
import dev.vaultgate.router.webhook.WebhookSignature;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripePaymentsTest {

  private static final String SESSION =
      "{\"id\":\"cs_test_1\",\"object\":\"checkout.session\",\"url\":\"https://checkout.stripe.com/c/pay/cs_test_1\"}";

  private final FakeTime time = new FakeTime();
  private final MockWebServer stripe = new MockWebServer();
  private final OkHttpTransport transport = new OkHttpTransport();

  @BeforeEach
  void start() throws Exception {
    stripe.start();
  }

  @AfterEach
  void stop() {
    transport.close();
    stripe.close();
  }

  private StripePayments payments() {
    String url = stripe.url("/").toString();
    return new StripePayments(
        new StripeSettings(
            "sk_test_4711",
            "whsec_test",
            url.substring(0, url.length() - 1),
            URI.create("https://gateway.example.com/console/balance")),
        transport,
        time);
  }

  private Order order() {
    return new Order(
        "order_1",
        1,
        "team",
        "stripe",
        "small",
        new Price(1_000, "usd"),
        Money.dollars(12),
        OrderState.OPEN,
        "",
        "",
        time.now(),
        null,
        0,
        Money.ZERO);
  }

  private void answer(int status, String body) {
    stripe.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  @Test
  void aCheckoutIsOpenedForOurOrderAtItsPrice() throws Exception {
    answer(200, SESSION);

    Checkout checkout = payments().open(order());

    assertThat(checkout)
        .isEqualTo(
            new Checkout("cs_test_1", URI.create("https://checkout.stripe.com/c/pay/cs_test_1")));
    RecordedRequest request = stripe.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/checkout/sessions");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer sk_test_4711");
    assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("order_1");
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(form(request.getBody().utf8()))
        .containsEntry("mode", "payment")
        .containsEntry("client_reference_id", "order_1")
        .containsEntry("line_items[0][price_data][unit_amount]", "1000")
        .containsEntry("line_items[0][price_data][currency]", "usd")
        .containsEntry("line_items[0][quantity]", "1")
        .containsEntry("metadata[vaultgate_order]", "order_1")
        .containsEntry("payment_intent_data[metadata][vaultgate_order]", "order_1")
        .containsEntry(
            "success_url",
            "https://gateway.example.com/console/balance?order=order_1&checkout=paid");
  }

  private static Map<String, String> form(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : body.split("&", -1)) {
      String[] halves = field.split("=", 2);
      fields.put(URLDecoder.decode(halves[0], UTF_8), URLDecoder.decode(halves[1], UTF_8));
    }
    return fields;
  }

  @Test
  void whatStripeRefusesOrDoesNotAnswerIsOursToAnswerFor() {
    answer(401, "{\"error\":{\"message\":\"Invalid API Key provided: sk_test_4711\"}}");
    answer(200, "{}");
    answer(200, "<html>");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> payments().open(order()))
          .isInstanceOfSatisfying(
              ServerException.class, e -> assertThat(e.code()).isEqualTo("payments_unavailable"))
          .hasMessageNotContaining("4711");
    }
    stripe.close();
    assertThatThrownBy(() -> payments().open(order())).isInstanceOf(ServerException.class);
  }

  private PaymentNotice read(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    String header = WebhookSignature.of(bytes, "whsec_test", time.now()).header();
    return payments().read(bytes, name -> name.equals("Stripe-Signature") ? header : null);
  }

  private static String event(String type, String object) {
    return "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"%s\",\"data\":{\"object\":%s}}"
        .formatted(type, object);
  }

  private static final String PAID =
      "{\"id\":\"cs_1\",\"payment_status\":\"paid\",\"amount_total\":1000,\"currency\":\"usd\","
          + "\"payment_intent\":\"pi_1\",\"metadata\":{\"vaultgate_order\":\"order_1\"}}";

  @Test
  void aCompletedCheckoutIsAPaymentWhenTheMoneyIsThere() {
    PaymentNotice paid = new PaymentNotice.Paid("evt_1", "order_1", 1_000, "usd", "pi_1");

    assertThat(read(event("checkout.session.completed", PAID))).isEqualTo(paid);
    assertThat(read(event("checkout.session.async_payment_succeeded", PAID))).isEqualTo(paid);
    assertThat(read(event("checkout.session.completed", PAID.replace("\"paid\"", "\"unpaid\""))))
        .isInstanceOf(PaymentNotice.Other.class);
  }

  @Test
  void aCheckoutThatEndsOtherwiseIsOver() {
    assertThat(read(event("checkout.session.expired", PAID)))
        .isEqualTo(new PaymentNotice.Expired("evt_1", "order_1"));
    assertThat(read(event("checkout.session.async_payment_failed", PAID)))
        .isEqualTo(new PaymentNotice.Expired("evt_1", "order_1"));
  }

  @Test
  void aRefundTellsHowMuchWasGivenBackInAll() {
    String charge =
        "{\"id\":\"ch_1\",\"amount\":1000,\"amount_refunded\":400,\"currency\":\"usd\","
            + "\"metadata\":{\"vaultgate_order\":\"order_1\"}}";

    assertThat(read(event("charge.refunded", charge)))
        .isEqualTo(new PaymentNotice.Refunded("evt_1", "order_1", 400, "usd"));
  }

  @Test
  void whatBearsNoOrderOfOursIsSomethingElse() {
    assertThat(read(event("checkout.session.completed", "{\"metadata\":{}}")))
        .isEqualTo(new PaymentNotice.Other("evt_1", "checkout.session.completed"));
    assertThat(read(event("customer.created", PAID)))
        .isEqualTo(new PaymentNotice.Other("evt_1", "customer.created"));
  }

  @Test
  void s35ANoticeWithoutTheRightSignatureOfNowIsRefused() {
    byte[] body = event("checkout.session.completed", PAID).getBytes(UTF_8);
    String good = WebhookSignature.of(body, "whsec_test", time.now()).header();
    String forged = WebhookSignature.of(body, "whsec_other", time.now()).header();

    assertRefused(body, null);
    assertRefused(body, "");
    assertRefused(body, forged);
    assertRefused((new String(body, UTF_8) + " ").getBytes(UTF_8), good);
    time.advance(Duration.ofSeconds(301));
    assertRefused(body, good);
  }

  private void assertRefused(byte[] body, @Nullable String signature) {
    assertThatThrownBy(() -> payments().read(body, name -> signature))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.code()).isEqualTo("invalid_signature"));
  }

  @Test
  void aSignedBodyThatIsNoEventIsRefused() {
    for (String body :
        new String[] {
          "{",
          "[]",
          "{}",
          event("checkout.session.completed", PAID.replace("1000", "\"1000\"")),
          event("checkout.session.completed", PAID.replace("1000", "1e400")),
          event("checkout.session.completed", PAID.replace("1000", "-1000"))
        }) {
      assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void s35AnEmptySecretIsNoSecret() {
    URI back = URI.create("https://gateway.example.com/");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StripeSettings("sk", "", StripeSettings.BASE_URL, back));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StripeSettings(" ", "whsec", StripeSettings.BASE_URL, back));
  }

  @Test
  void s82SettingsShowNoSecret() {
    assertThat(
            new StripeSettings(
                    "sk_test_4711",
                    "whsec_4711",
                    StripeSettings.BASE_URL,
                    URI.create("https://a.example/"))
                .toString())
        .doesNotContain("4711");
  }
}
