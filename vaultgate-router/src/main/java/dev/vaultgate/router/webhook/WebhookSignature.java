package dev.vaultgate.router.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A signature of the form that Stripe made known, {@code t=<seconds>,v1=<hex>}: HMAC-SHA256 over
 * {@code t.body}. While a secret is being rotated there are several {@code v1}, and one that fits
 * is enough. Other schemes count for nothing.
 *
 * @param seconds when it was made, since 1970
 */
public record WebhookSignature(long seconds, List<byte[]> signatures) {

  private static final long TOLERANCE_SECONDS = 300;
  private static final int HEADER_MAX = 4_096;
  private static final String ALGORITHM = "HmacSHA256";

  /** More than a rotation needs; whoever sends more shall not have us compare them all. */
  private static final int SIGNATURES_MAX = 10;

  /** Reads the header; empty when it is missing or not of this form. */
  public static Optional<WebhookSignature> parse(@Nullable String header) {
    if (header == null || header.length() > HEADER_MAX) {
      return Optional.empty();
    }
    Long seconds = null;
    List<byte[]> signatures = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      try {
        if (name.equals("t") && seconds == null) {
          seconds = Long.parseLong(value);
        } else if (name.equals("v1") && signatures.size() < SIGNATURES_MAX) {
          signatures.add(HexFormat.of().parseHex(value));
        }
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return seconds == null || signatures.isEmpty()
        ? Optional.empty()
        : Optional.of(new WebhookSignature(seconds, signatures));
  }

  /** Whether this is the signature of a body, made with this secret, about now. */
  public boolean fits(byte[] body, String secret, Instant now) {
    byte[] expected = sign(secret, seconds, body);
    boolean fits = false;
    for (byte[] signature : signatures) {
      // Each is compared, in constant time, so that the time tells nothing.
      fits |= MessageDigest.isEqual(expected, signature);
    }
    return fits
        && seconds >= now.getEpochSecond() - TOLERANCE_SECONDS
        && seconds <= now.getEpochSecond() + TOLERANCE_SECONDS;
  }

  /** The signature of a body, made now. */
  public static WebhookSignature of(byte[] body, String secret, Instant now) {
    long seconds = now.getEpochSecond();
    return new WebhookSignature(seconds, List.of(sign(secret, seconds, body)));
  }

  /** As it stands in a header. */
  public String header() {
    return "t="
        + seconds
        + signatures.stream()
            .map(signature -> ",v1=" + HexFormat.of().formatHex(signature))
            .collect(Collectors.joining());
  }

  private static byte[] sign(String secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
