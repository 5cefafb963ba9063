package dev.vaultgate.router.payment.stripe;

import java.net.URI;

/**
 * An account at Stripe.
 *
 * @param secretKey lets us in there; {@code sk_…}, or a restricted {@code rk_…}
 * @param webhookSecret what its events are signed with; {@code whsec_…}
 * @param baseUrl of its API, without a slash at the end
 * @param returnUrl where a buyer comes back to, whether he paid or not
 */
public record StripeSettings(
    String secretKey, String webhookSecret, String baseUrl, URI returnUrl) {

  public static final String BASE_URL = "https://api.stripe.com";

  public StripeSettings {
    // An empty secret would let anybody sign.
    if (secretKey.isBlank() || webhookSecret.isBlank()) {
      throw new IllegalArgumentException("stripe: a secret is empty (expected: both of them)");
    }
  }

  @Override
  public String toString() {
    return "StripeSettings[" + baseUrl + "]";
  }
}
