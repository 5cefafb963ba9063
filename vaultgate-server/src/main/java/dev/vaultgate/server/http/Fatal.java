package dev.vaultgate.server.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about a virtual machine that has run out of memory or threads. Some thread of it has
 * not done what others rely on, so a server that has a process to itself ends it, as if it had been
 * killed: whoever looks after it starts it again, and the store knows what to do about calls that
 * were running. Within another application nothing is done.
 */
public final class Fatal {

  /** The exit code of a process that ended itself so. */
  public static final int EXIT_CODE = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Fatal.class);
  private static volatile boolean armed;

  private Fatal() {}

  /** From now on such an error ends the process. */
  public static void arm() {
    armed = true;
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          LOG.error("thread {} has ended", thread.getName(), failure);
          check(failure);
        });
  }

  /** Ends the process if this, or what brought it about, is such an error. */
  static void check(Throwable failure) {
    for (Throwable cause = failure; armed && cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError || cause instanceof InternalError) {
        System.err.println("vaultgate: " + cause + "; the process ends, to be started anew");
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    }
  }
}
