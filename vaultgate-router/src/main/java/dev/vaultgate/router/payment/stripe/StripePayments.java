package dev.vaultgate.router.payment.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.Exchange;
import dev.vaultgate.client.Secrets;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.router.payment.Order;
import dev.vaultgate.router.payment.PaymentNotice;
import dev.vaultgate.router.payment.PaymentProvider;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.webhook.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stripe Checkout. A session is opened under our order's id, so that asking again opens no second
 * one; an event is believed when it bears the signature of the webhook's secret.
 *
 * @see <a href="https://docs.stripe.com/api/checkout/sessions/create">Create a Checkout Session</a>
 */
public final class StripePayments implements PaymentProvider {

  private static final Logger LOG = LoggerFactory.getLogger(StripePayments.class);
  private static final String VERSION = "2024-06-20";
  private static final Timeouts TIMEOUTS = Timeouts.DEFAULT.withTotal(Duration.ofSeconds(20));
  private static final int ANSWER_BYTES_MAX = 1024 * 1024;

  private final StripeSettings settings;
  private final Transport transport;
  private final SystemTime time;

  /**
   * @param transport is not closed here
   */
  public StripePayments(StripeSettings settings, Transport transport, SystemTime time) {
    this.settings = settings;
    this.transport = transport;
    this.time = time;
  }

  @Override
  public String id() {
    return "stripe";
  }

  @Override
  public Checkout open(Order order) {
    WireRequest request =
        new WireRequest(
            settings.baseUrl() + "/v1/checkout/sessions",
            Map.of(
                "Authorization",
                "Bearer " + settings.secretKey(),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Idempotency-Key",
                order.id(),
                "Stripe-Version",
                VERSION),
            StripeForm.of(order, settings.returnUrl()).getBytes(StandardCharsets.US_ASCII),
            List.of());
    try (Exchange exchange = transport.send(request, TIMEOUTS, false, new Cancellation())) {
      JsonNode answer = Json.read(exchange.readAll(ANSWER_BYTES_MAX));
      String url = answer.path("url").asText("");
      if (exchange.status() != 200 || url.isEmpty()) {
        LOG.error("Stripe refuses {}: {} {}", order.id(), exchange.status(), words(answer));
        throw ServerException.paymentsUnavailable(null);
      }
      return new Checkout(answer.path("id").asText(), URI.create(url));
    } catch (UpstreamFailure | CancelledException | IOException | IllegalArgumentException e) {
      LOG.error("Stripe cannot be asked about {}: {}", order.id(), e.toString());
      throw ServerException.paymentsUnavailable(e);
    }
  }

  private static String words(JsonNode answer) {
    return Secrets.redacted(answer.path("error").path("message").asText("without a reason"));
  }

  @Override
  public PaymentNotice read(byte[] body, Function<String, @Nullable String> header) {
    boolean isGenuine =
        WebhookSignature.parse(header.apply("Stripe-Signature"))
            .filter(signature -> signature.fits(body, settings.webhookSecret(), time.now()))
            .isPresent();
    if (!isGenuine) {
      throw new InvalidRequestException(
          400,
          "invalid_signature",
          "The header Stripe-Signature is missing, wrong or too old.",
          null);
    }
    try {
      return StripeEvent.read(Json.read(body));
    } catch (IOException e) {
      throw InvalidRequestException.json("The body is not valid JSON.");
    }
  }
}
