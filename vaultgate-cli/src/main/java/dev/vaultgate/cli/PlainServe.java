package dev.vaultgate.cli;

import dev.vaultgate.server.config.CommandLine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code serve} as nearly everybody gives it, read by hand: to have picocli make itself
 * from annotations takes a sixth of a start. Whatever is not plainly understood here,
 * abbreviations, help and mistakes among it, is for {@link ServeCommand}.
 */
final class PlainServe {

  private static final Set<String> FLAGS = Set.of("--demo", "--insecure-bind");
  private static final Set<String> VALUES = Set.of("--config", "--db", "--host", "--port");
  private static final String NUMBER = "[0-9]{1,5}";

  private PlainServe() {}

  /** What such a command line says; empty where it is another. */
  static Optional<CommandLine> read(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("serve")) {
      return Optional.empty();
    }
    Set<String> flags = new HashSet<>();
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < arguments.length; i++) {
      String word = arguments[i];
      boolean plain =
          VALUES.contains(word)
              ? i + 1 < arguments.length
                  && isPlain(arguments[i + 1])
                  && values.put(word, arguments[++i]) == null
              : FLAGS.contains(word) && flags.add(word);
      if (!plain) {
        return Optional.empty();
      }
    }
    String port = values.get("--port");
    if (port != null && !port.matches(NUMBER)) {
      return Optional.empty();
    }
    return Optional.of(
        new CommandLine(
            path(values.get("--config")),
            path(values.get("--db")),
            values.get("--host"),
            port == null ? null : Integer.valueOf(port),
            flags.contains("--demo"),
            flags.contains("--insecure-bind")));
  }

  /** A value that neither is an option nor, as {@code @file}, stands for others. */
  private static boolean isPlain(String value) {
    return !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
  }

  private static @Nullable Path path(@Nullable String value) {
    return value == null ? null : Path.of(value);
  }
}
