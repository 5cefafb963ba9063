package dev.vaultgate.server.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} by the environment's value, and {@code ${NAME:-text}} by the text where
 * there is none. Two dollar signs are one dollar sign.
 */
final class References {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

  private final Map<String, String> environment;

  References(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The text with its references replaced.
   *
   * @throws MissingException when a variable is not set
   */
  String resolve(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = name == null ? "$" : value(name, matcher.group(2));
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(result).toString();
  }

  private String value(String name, String otherwise) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .or(() -> Optional.ofNullable(otherwise))
        .orElseThrow(() -> new MissingException(name));
  }

  /** A variable that is not set. */
  static final class MissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingException(String name) {
      super("the environment variable " + name + " is not set");
    }
  }
}
