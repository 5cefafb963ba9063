package dev.vaultgate.router.user;

import dev.vaultgate.api.InvalidRequestException;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address. Many spellings reach one person, and one person shall have one user: {@link
 * #key()} is what they share.
 *
 * @param text as it was typed, for display
 */
public record Email(String text) {

  private static final int LENGTH_MAX = 254;

  /** Letters, digits and marks of any script but those that nobody sees, and what RFC 5322 adds. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "[[\\p{L}\\p{N}\\p{M}!#$%&'*+/=?^_`{|}~.-]"
              + "&&[^\\x{034F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}"
              + "\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0100}-\\x{E01EF}]]{1,64}");

  /** Two names of one house. */
  private static final String GOOGLE = "googlemail.com";

  public Email {
    text = text.strip();
    if (text.length() > LENGTH_MAX || folded(text).isEmpty()) {
      throw InvalidRequestException.value("email", text, "an address such as ada@example.com");
    }
  }

  /** The address in one case and one form of Unicode. */
  public String address() {
    return plain(text);
  }

  /**
   * What all spellings of the address have in common: upper and lower case, forms of Unicode, dots
   * in the name and what follows a plus sign make no difference. Dots do at some hosts, where the
   * second of two such people cannot have a user; credit for newcomers would be free otherwise.
   */
  public String key() {
    return folded(text);
  }

  private static String plain(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  /** The key, or nothing for what is no address. */
  private static String folded(String text) {
    String plain = plain(text);
    int at = plain.indexOf('@');
    if (at < 1 || at != plain.lastIndexOf('@')) {
      return "";
    }
    String local = plain.substring(0, at);
    String name = local.replaceFirst("\\+.*", "").replace(".", "");
    String host = host(plain.substring(at + 1));
    boolean isFit = LOCAL.matcher(local).matches() && !name.isEmpty() && !host.isEmpty();
    return isFit ? name + "@" + host : "";
  }

  /** A host as the network knows it, or nothing for what is none. */
  private static String host(String name) {
    try {
      String ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      String host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
      return host.equals(GOOGLE) ? "gmail.com" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
