package dev.vaultgate.router.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.router.time.SystemTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * 256 random bits that open something: a login, a set-up, an invitation. Kept as a hash, by which
 * it is looked up; with so many bits a fast one does. Its text form gives nothing away.
 */
public final class SecretToken {

  private static final int BYTES = 32;
  private static final int LENGTH_MAX = 200;

  private final String secret;

  private SecretToken(String secret) {
    this.secret = secret;
  }

  /** A new one that nobody can guess. */
  public static SecretToken create(SystemTime time) {
    byte[] random = new byte[BYTES];
    time.fillSecret(random);
    return new SecretToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** What somebody says is one. */
  public static SecretToken of(String given) {
    return new SecretToken(given.length() > LENGTH_MAX ? "" : given);
  }

  /** The token itself, to be handed over once. */
  public String reveal() {
    return secret;
  }

  /** SHA-256 in hexadecimal, which is all that is stored. */
  public String hash() {
    return hash("");
  }

  /** Another secret that whoever has this one can compute, and that does not lead back to it. */
  public String derived(String purpose) {
    return hash(purpose + ":");
  }

  private String hash(String prefix) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest((prefix + secret).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether another is the same; takes as long for a near miss as for any other. */
  public boolean matches(String hash) {
    return MessageDigest.isEqual(hash().getBytes(UTF_8), hash.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "SecretToken[…]";
  }
}
