package dev.vaultgate.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.router.time.SystemTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What opens the administration of a running server. Kept as a hash, so that comparing takes the
 * same time for every guess of whatever length, and no text form gives it away.
 */
public final class AdminKey {

  /** What an operator may choose: long, sendable in a header, and not an API key by mistake. */
  private static final Pattern FIT = Pattern.compile("(?!vg_)[!-~]{16,200}");

  private static final String PREFIX = "vgadmin_";
  private static final int RANDOM_BYTES = 32;

  private final byte[] hash;

  private AdminKey(byte[] hash) {
    this.hash = hash;
  }

  public static AdminKey of(String secret) {
    return new AdminKey(hash(secret));
  }

  /** A new secret that nobody can guess. */
  public static String randomSecret(SystemTime time) {
    byte[] random = new byte[RANDOM_BYTES];
    time.fillSecret(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Whether an operator may choose this secret. */
  public static boolean isFit(String secret) {
    return FIT.matcher(secret).matches();
  }

  boolean opens(String secret) {
    return MessageDigest.isEqual(hash, hash(secret));
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
