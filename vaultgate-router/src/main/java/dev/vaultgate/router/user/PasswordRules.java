package dev.vaultgate.router.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.api.InvalidRequestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which passwords may be chosen. What is refused is never shown. */
final class PasswordRules {

  private static final int BYTES_MIN = 12;
  private static final int BYTES_MAX = 1_024;
  private static final String LENGTH = "12 to 1,024 bytes";

  /** Fewer different characters than this are no password, however many they are. */
  private static final int DIFFERENT_MIN = 5;

  /** Figures and signs before and behind a word. */
  private static final Pattern EDGES = Pattern.compile("^\\P{L}+|\\P{L}+$");

  private static final Set<String> COMMON = common();

  private PasswordRules() {}

  /**
   * Returns if the password may be chosen.
   *
   * @throws InvalidRequestException that says what is wrong with it
   */
  static void check(String password, Email email) {
    if (Passwords.bytes(password).length < BYTES_MIN) {
      throw refused("password", LENGTH);
    }
    checkMax("password", password);
    String lower = password.toLowerCase(Locale.ROOT);
    boolean isGuessed =
        COMMON.contains(lower)
            || COMMON.contains(once(EDGES.matcher(lower).replaceAll("")))
            || lower.chars().distinct().count() < DIFFERENT_MIN
            || lower.equals(email.address())
            || lower.equals(email.key());
    if (isGuessed) {
      throw refused("password", "one that is not among the first to be guessed");
    }
  }

  /** A text that says one thing several times, said once. */
  private static String once(String text) {
    for (int length = 1; length <= text.length() / 2; length++) {
      String part = text.substring(0, length);
      if (text.length() % length == 0 && part.repeat(text.length() / length).equals(text)) {
        return part;
      }
    }
    return text;
  }

  /** What is longer than any password can be is not worth hashing. */
  static void checkMax(String field, String password) {
    if (Passwords.bytes(password).length > BYTES_MAX) {
      throw refused(field, LENGTH);
    }
  }

  static InvalidRequestException refused(String field, String expected) {
    return InvalidRequestException.value(field, "not shown", expected);
  }

  private static Set<String> common() {
    try (InputStream in = PasswordRules.class.getResourceAsStream("common-passwords.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("the list of common passwords cannot be read", e);
    }
  }
}
