package dev.vaultgate.router.account;

/** The rule for names that people give. */
public final class Names {

  private static final int LENGTH_MAX = 100;

  private Names() {}

  /**
   * Returns if the name will do.
   *
   * @param field what it is the name of
   * @throws IllegalArgumentException if not
   */
  public static void check(String field, String name) {
    if (name.isBlank()
        || name.length() > LENGTH_MAX
        || name.codePoints().anyMatch(Names::isUnprintable)) {
      throw new IllegalArgumentException(
          field + ": '" + name + "' (expected: 1 to " + LENGTH_MAX + " printable characters)");
    }
  }

  /** Control characters and line ends would split a log line, bidi marks would disguise a name. */
  private static boolean isUnprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
