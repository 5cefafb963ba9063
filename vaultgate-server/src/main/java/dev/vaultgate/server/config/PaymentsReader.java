package dev.vaultgate.server.config;

import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Pack;
import dev.vaultgate.router.payment.Price;
import dev.vaultgate.router.payment.stripe.StripeSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is sold, and who takes the money. */
final class PaymentsReader {

  private static final String CURRENCY = "usd";

  private final Section section;
  private final Section stripe;

  PaymentsReader(Section payments) {
    this.section = payments;
    this.stripe = payments.section("stripe");
  }

  /** What is sold; null where nothing is. A secret that is missing is a fault, not a free shop. */
  ServerConfig.@Nullable Selling read() {
    List<Pack> packs = packs();
    StripeSettings settings = stripe();
    section.end();
    if (settings == null) {
      if (!packs.isEmpty()) {
        section.wrong("packs", "expected: payments.stripe beside them, which takes the money");
      }
      return null;
    }
    if (packs.isEmpty()) {
      section.wrong("stripe", "expected: payments.packs beside it, which are sold");
    }
    return new ServerConfig.Selling(settings, packs);
  }

  private @Nullable StripeSettings stripe() {
    boolean isThere = section.has("stripe");
    String secretKey = stripe.text("secret_key");
    String webhookSecret = stripe.text("webhook_secret");
    String baseUrl = stripe.text("base_url", StripeSettings.BASE_URL);
    String returnUrl = stripe.text("return_url");
    stripe.end();
    if (!isThere) {
      return null;
    }
    requireSecret("secret_key", secretKey);
    requireSecret("webhook_secret", webhookSecret);
    checkUrl("base_url", baseUrl);
    if (returnUrl == null) {
      stripe.missing("return_url", "where a buyer comes back to, such as https://example.com/");
    } else {
      checkUrl("return_url", returnUrl);
    }
    if (isBlank(secretKey) || isBlank(webhookSecret) || returnUrl == null) {
      return null;
    }
    return new StripeSettings(
        String.valueOf(secretKey),
        String.valueOf(webhookSecret),
        baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl,
        URI.create(isUrl(returnUrl) ? returnUrl : "https://example.com/"));
  }

  private void requireSecret(String name, @Nullable String secret) {
    if (isBlank(secret)) {
      stripe.missing(name, "the secret from Stripe's dashboard");
    }
  }

  private void checkUrl(String name, String url) {
    if (!isUrl(url)) {
      stripe.wrong(name, "expected: an address such as https://example.com/");
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static boolean isUrl(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() != null && url.matches("https?://.*");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private List<Pack> packs() {
    String currency = section.text("currency", CURRENCY);
    List<Pack> packs = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Node item : section.items("packs")) {
      if (item instanceof Node.Mapping mapping) {
        Section pack = section.item("packs", mapping);
        String id = pack.text("id", "");
        String price = pack.text("price", "");
        String credit = pack.text("credit", "");
        pack.end();
        try {
          packs.add(new Pack(id, Price.parse(price, currency), Money.dollars(credit)));
        } catch (IllegalArgumentException e) {
          pack.wrong(String.valueOf(e.getMessage()));
        }
        if (!ids.add(id)) {
          pack.wrong("id", "expected: one that no other pack has");
        }
      } else {
        section.wrong("packs", "expected: entries such as { id: small, price: 10.00, credit: 10 }");
      }
    }
    return packs;
  }
}
