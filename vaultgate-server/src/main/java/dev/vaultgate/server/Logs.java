package dev.vaultgate.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/**
 * The log of a server that runs by itself: one line an event, on standard error. Who says otherwise
 * to {@code java.util.logging}, by its own system properties, is not overruled, and an application
 * that embeds the server keeps its own.
 */
public final class Logs {

  private static final String FILE = "java.util.logging.config.file";
  private static final String CLASS = "java.util.logging.config.class";

  private Logs() {}

  /** Sets the log up, unless it has been. */
  public static void setUp() {
    if (System.getProperty(FILE) != null || System.getProperty(CLASS) != null) {
      return;
    }
    try (InputStream in = Logs.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the log's own settings cannot be read", e);
    }
  }
}
