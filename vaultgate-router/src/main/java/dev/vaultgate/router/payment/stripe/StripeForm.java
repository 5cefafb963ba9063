package dev.vaultgate.router.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.router.payment.Order;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An order as the form that opens a checkout session. Pure. */
final class StripeForm {

  /** Under what name Stripe keeps our order's id, at the session and at the payment. */
  static final String ORDER = "vaultgate_order";

  private StripeForm() {}

  static String of(Order order, URI returnUrl) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("mode", "payment");
    fields.put("client_reference_id", order.id());
    fields.put("success_url", returnTo(returnUrl, order, "paid"));
    fields.put("cancel_url", returnTo(returnUrl, order, "cancelled"));
    fields.put("line_items[0][quantity]", "1");
    fields.put("line_items[0][price_data][currency]", order.price().currency());
    fields.put("line_items[0][price_data][unit_amount]", Long.toString(order.price().minor()));
    fields.put("line_items[0][price_data][product_data][name]", "Credit of " + order.credit());
    fields.put("metadata[" + ORDER + "]", order.id());
    // A refund is told of the charge, which has what its payment had.
    fields.put("payment_intent_data[metadata][" + ORDER + "]", order.id());
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String returnTo(URI url, Order order, String outcome) {
    String separator = url.getQuery() == null ? "?" : "&";
    return url + separator + "order=" + order.id() + "&checkout=" + outcome;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
