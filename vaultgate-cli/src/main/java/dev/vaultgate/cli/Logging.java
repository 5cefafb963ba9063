package dev.vaultgate.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the process says of itself: warnings of all, and nothing that is told as an error anyway.
 */
final class Logging {

  /** Held, because the JDK forgets the level of a logger that nobody holds. */
  private static final List<Logger> HELD =
      List.of(Logger.getLogger(""), Logger.getLogger("io.javalin.Javalin"));

  private Logging() {}

  /** Keeps libraries from telling how they are. A configuration of the user's own wins. */
  static void quiet() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(
          "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %3$s %5$s%6$s%n");
      HELD.get(0).setLevel(Level.WARNING);
      // It says that it failed to start, and throws what the user is then told in one line.
      HELD.get(1).setLevel(Level.OFF);
    }
  }
}
