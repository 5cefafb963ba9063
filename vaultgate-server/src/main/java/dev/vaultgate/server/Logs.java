package dev.vaultgate.server;

import dev.vaultgate.server.config.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The log of a server that runs by itself: one line an event, on standard error, written by a
 * {@link QueuedLog}. Who says otherwise to {@code java.util.logging}, by its own system properties,
 * is not overruled, and an application that embeds the server keeps its own.
 */
public final class Logs {

  private static final String FILE = "java.util.logging.config.file";
  private static final String CLASS = "java.util.logging.config.class";

  /** Held, because the JDK forgets the level of a logger that nobody holds. */
  private static final List<Logger> OF_CALLS =
      List.of(
          Logger.getLogger("dev.vaultgate.requests"), Logger.getLogger("dev.vaultgate.attempts"));

  private Logs() {}

  /** Sets the log up, unless it has been. */
  public static void setUp(ServerConfig.Logged wanted) {
    if (System.getProperty(FILE) != null || System.getProperty(CLASS) != null) {
      return;
    }
    try (InputStream in = Logs.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the log's own settings cannot be read", e);
    }
    // By hand: named in the settings it would be looked for by the system's class loader alone.
    Logger.getLogger("").addHandler(new QueuedLog());
    OF_CALLS.get(0).setLevel(wanted.requests() ? Level.FINE : null);
    OF_CALLS.get(1).setLevel(wanted.attempts() ? Level.FINE : null);
  }
}
