package dev.vaultgate.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What the process says of itself: warnings of all, and the plain lines of our own server. */
final class Logging {

  /** Held, because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  private Logging() {}

  /** Keeps libraries from telling how they are. A configuration of the user's own wins. */
  static void quiet() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(
          "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %3$s %5$s%6$s%n");
      ROOT.setLevel(Level.WARNING);
    }
  }
}
