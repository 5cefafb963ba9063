package dev.vaultgate.router.payment.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.payment.PaymentNotice;

/** An event of Stripe as a notice. Pure. */
final class StripeEvent {

  private StripeEvent() {}

  static PaymentNotice read(JsonNode event) {
    String id = text(event, "id");
    String type = text(event, "type");
    JsonNode object = event.path("data").path("object");
    // The account may serve other shops too: what bears no order of ours is none of our business.
    String order = object.path("metadata").path(StripeForm.ORDER).asText("");
    if (order.isEmpty()) {
      return new PaymentNotice.Other(id, type);
    }
    return switch (type) {
      case "checkout.session.completed", "checkout.session.async_payment_succeeded" ->
          object.path("payment_status").asText().equals("paid")
              ? new PaymentNotice.Paid(
                  id,
                  order,
                  whole(object, "amount_total"),
                  text(object, "currency"),
                  object.path("payment_intent").asText(""))
              : new PaymentNotice.Other(id, type); // The money is still on its way.
      case "checkout.session.expired", "checkout.session.async_payment_failed" ->
          new PaymentNotice.Expired(id, order);
      case "charge.refunded" ->
          new PaymentNotice.Refunded(
              id, order, whole(object, "amount_refunded"), text(object, "currency"));
      default -> new PaymentNotice.Other(id, type);
    };
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw InvalidRequestException.value(name, value, "a string");
    }
    return value.textValue();
  }

  private static long whole(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw InvalidRequestException.value(name, value, "a whole number, zero or more");
    }
    return value.longValue();
  }
}
