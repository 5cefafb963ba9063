package dev.vaultgate.server.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.router.time.SystemTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What opens the administration of a running server. Kept as a hash, so that comparing takes the
 * same time for every guess of whatever length, and no text form gives it away.
 */
public final class AdminKey {

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
