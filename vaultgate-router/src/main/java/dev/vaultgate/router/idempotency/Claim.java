package dev.vaultgate.router.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name that a caller gives a request, so that it is done once however often it is sent.
 *
 * @param scope within which names mean the same: the id of an API key, or who calls the management
 *     API
 * @param name an {@code Idempotency-Key}: 1 to {@value #NAME_CHARS_MAX} visible ASCII characters
 * @param fingerprint tells what is asked for: two requests with the same one are the same request
 */
public record Claim(String scope, String name, String fingerprint) {

  /** The longest name. */
  public static final int NAME_CHARS_MAX = 255;

  public Claim {
    boolean visible = name.chars().allMatch(c -> c > ' ' && c < 127);
    if (name.isEmpty() || name.length() > NAME_CHARS_MAX || !visible) {
      throw new IllegalArgumentException(
          "Idempotency-Key: %d characters (expected: 1 to %d visible ASCII characters)"
              .formatted(name.length(), NAME_CHARS_MAX));
    }
  }

  /**
   * The fingerprint of a request.
   *
   * @param place what it is sent to, such as a path
   * @param body as it came
   */
  public static String fingerprint(String place, byte[]... body) {
    MessageDigest digest = sha256();
    digest.update(place.getBytes(StandardCharsets.UTF_8));
    for (byte[] part : body) {
      // Lengths are part of it, so that no two parts can be taken for one.
      digest.update(("\n" + part.length + "\n").getBytes(StandardCharsets.US_ASCII));
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
