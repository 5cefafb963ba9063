package dev.vaultgate.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The address of a gateway, as people give it, and what opens it. */
final class Address {

  private Address() {}

  /**
   * The address with this path, whether it was given with or without it.
   *
   * @param path such as {@code /v1}
   */
  static URI of(String url, String path) {
    String given = url.strip().replaceFirst("/+$", "");
    try {
      URI base = URI.create(given.endsWith(path) ? given : given + path);
      if (base.getHost() != null
          && given.matches("(?i)https?://.*")
          && base.getQuery() == null
          && base.getFragment() == null) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      throw notAnAddress(url, e);
    }
    throw notAnAddress(url, null);
  }

  private static CommandFailure notAnAddress(String url, @Nullable Throwable cause) {
    return new CommandFailure(
        ExitCode.USAGE,
        "--url: " + url + " (expected: an address such as http://127.0.0.1:8080)",
        cause);
  }

  /**
   * A key that was given, or else that of a variable.
   *
   * @param option the name under which it is given
   */
  static String secret(
      @Nullable String given, String option, String variable, Surroundings around) {
    String secret = given == null ? around.variable(variable) : given.strip();
    if (secret.isEmpty()) {
      throw CommandFailure.option(option, "missing", "a key, or the variable " + variable);
    }
    if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw CommandFailure.option(option, "not shown", "a key, which has no blanks or accents");
    }
    return secret;
  }
}
