package dev.vaultgate.router.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.router.time.SystemTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The secret of an API key: {@code vg_}, 30 random base-62 characters (178 bits), and 6 of their
 * CRC-32, by which scanners and the first look tell junk from keys without any storage. Its text
 * form is the masked one; only {@link #reveal()} gives it away.
 */
public final class KeySecret {

  private static final String PREFIX = "vg_";
  private static final int RANDOM_CHARS = 30;
  private static final int CHECK_CHARS = 6;
  private static final int LENGTH = PREFIX.length() + RANDOM_CHARS + CHECK_CHARS;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final String secret;

  private KeySecret(String secret) {
    this.secret = secret;
  }

  /** A new secret that nobody can guess. */
  public static KeySecret create(SystemTime time) {
    StringBuilder random = new StringBuilder(RANDOM_CHARS);
    byte[] bytes = new byte[RANDOM_CHARS * 2];
    while (random.length() < RANDOM_CHARS) {
      time.fillSecret(bytes);
      for (int i = 0; i < bytes.length && random.length() < RANDOM_CHARS; i++) {
        // Six bits at a time; the two values beyond the alphabet are thrown away, so that every
        // character is equally likely.
        int value = bytes[i] & 0x3F;
        if (value < ALPHABET.length()) {
          random.append(ALPHABET.charAt(value));
        }
      }
    }
    return new KeySecret(PREFIX + random + check(random.toString()));
  }

  /** Whether a text can be a key at all. Needs no storage. */
  public static boolean isWellFormed(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    int end = PREFIX.length() + RANDOM_CHARS;
    return text.substring(end).equals(check(text.substring(PREFIX.length(), end)));
  }

  private static String check(String random) {
    CRC32 crc = new CRC32();
    crc.update(random.getBytes(US_ASCII));
    char[] check = new char[CHECK_CHARS];
    long value = crc.getValue();
    for (int i = CHECK_CHARS - 1; i >= 0; i--) {
      check[i] = ALPHABET.charAt((int) (value % ALPHABET.length()));
      value /= ALPHABET.length();
    }
    return new String(check);
  }

  /** SHA-256 in hexadecimal, which is all that is stored. */
  public static String hash(String secret) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The secret itself, to be shown once. */
  public String reveal() {
    return secret;
  }

  public String hash() {
    return hash(secret);
  }

  /** The first four characters of the random part, for display. */
  public String firstFour() {
    return secret.substring(PREFIX.length(), PREFIX.length() + 4);
  }

  /** The last four characters of the random part, for display. */
  public String lastFour() {
    int end = PREFIX.length() + RANDOM_CHARS;
    return secret.substring(end - 4, end);
  }

  @Override
  public String toString() {
    return PREFIX + firstFour() + "…" + lastFour();
  }
}
