package dev.vaultgate.client.openai;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of tool calls for providers that take nine letters and digits only. An id of theirs stays;
 * any other, from another provider or a client, becomes one that is made of it alone, so that a
 * call and its result still belong together.
 */
public final class ShortToolIds {

  private static final int LENGTH = 9;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private ShortToolIds() {}

  static boolean isShort(String id) {
    if (id.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (DIGITS.indexOf(id.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  public static String of(String id) {
    if (isShort(id)) {
      return id;
    }
    byte[] hash = sha256(id);
    StringBuilder made = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      made.append(DIGITS.charAt((hash[i] & 0xFF) % DIGITS.length()));
    }
    return made.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
