package dev.vaultgate.client;

import java.util.regex.Pattern;

/**
 * Text of others as it may stand in a line of the log, behind a name and an equals sign: of one
 * line, free of what looks like a secret, not endless, and quoted where a reader could take it for
 * more than one value.
 */
public final class LogText {

  private static final int LENGTH_MAX = 256;

  /** Line ends, escapes, and what turns the direction of writing. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

  private static final Pattern BARE = Pattern.compile("[\\w.:/#@,+%()*\\[\\]-]+");

  private LogText() {}

  /** The value, of at most 256 characters. */
  public static String of(String text) {
    return of(text, LENGTH_MAX);
  }

  /** The value, of at most so many characters. */
  static String of(String text, int lengthMax) {
    if (text.isEmpty()) {
      return "-";
    }
    String safe = UNSEEN.matcher(Secrets.redacted(text)).replaceAll("?");
    String shown = safe.length() > lengthMax ? safe.substring(0, lengthMax) + "…" : safe;
    return BARE.matcher(shown).matches()
        ? shown
        : '"' + shown.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
