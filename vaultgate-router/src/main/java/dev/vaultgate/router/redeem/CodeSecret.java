package dev.vaultgate.router.redeem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.router.time.SystemTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The secret of a redeem code: {@code VG-XXXX-XXXX-XXXX-XXXX}, 15 random characters (75 bits) and a
 * check character. The alphabet is Crockford's base 32, which has no I, L, O and U; whoever types
 * one of the first three means 1 or 0. Its text form is the masked one; only {@link #reveal()}
 * gives it away.
 */
public final class CodeSecret {

  private static final String PREFIX = "VG";
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BASE = 32;
  private static final int RANDOM_CHARS = 15;
  private static final int CHARS = RANDOM_CHARS + 1;
  private static final int GROUP = 4;

  /** Longer than any way to write one. */
  private static final int TEXT_MAX = 64;

  /** What x⁵ is in the field of 32 elements that x⁵ + x² + 1 makes. */
  private static final int REDUCED = 0b101;

  /** All but the prefix and the dashes. */
  private final String characters;

  private CodeSecret(String characters) {
    this.characters = characters;
  }

  /** A new secret that nobody can guess. */
  public static CodeSecret create(SystemTime time) {
    byte[] bytes = new byte[RANDOM_CHARS];
    time.fillSecret(bytes);
    StringBuilder random = new StringBuilder(CHARS);
    for (byte value : bytes) {
      random.append(ALPHABET.charAt(value & (BASE - 1)));
    }
    return new CodeSecret(random.append(check(random)).toString());
  }

  /**
   * What somebody has typed: in either case, with dashes and spaces anywhere, with or without the
   * prefix. Nothing for what cannot be a code, which needs no storage to be told.
   */
  public static Optional<CodeSecret> parse(String text) {
    if (text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    String plain =
        text.toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replaceAll("[IL]", "1");
    String characters =
        plain.length() == CHARS + PREFIX.length() && plain.startsWith(PREFIX)
            ? plain.substring(PREFIX.length())
            : plain;
    boolean isFit =
        characters.length() == CHARS
            && characters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
            && check(characters.subSequence(0, RANDOM_CHARS)) == characters.charAt(RANDOM_CHARS);
    return isFit ? Optional.of(new CodeSecret(characters)) : Optional.empty();
  }

  /**
   * The character that tells a slip: each place is weighed with another power of x in a field, so
   * that one wrong character, or any two that have changed places, never go unnoticed.
   */
  private static char check(CharSequence random) {
    int sum = 0;
    for (int i = 0; i < random.length(); i++) {
      sum = timesX(sum ^ ALPHABET.indexOf(random.charAt(i)));
    }
    return ALPHABET.charAt(sum);
  }

  private static int timesX(int element) {
    int shifted = element << 1;
    return shifted < BASE ? shifted : (shifted & (BASE - 1)) ^ REDUCED;
  }

  /** The secret itself, to be shown once. */
  public String reveal() {
    StringBuilder text = new StringBuilder(PREFIX);
    for (int i = 0; i < CHARS; i += GROUP) {
      text.append('-').append(characters, i, i + GROUP);
    }
    return text.toString();
  }

  /** SHA-256 in hexadecimal, which is all that is stored. */
  public String hash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(characters.getBytes(US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The last four characters, for display. */
  public String lastFour() {
    return characters.substring(CHARS - GROUP);
  }

  @Override
  public String toString() {
    return PREFIX + "-…-" + lastFour();
  }
}
