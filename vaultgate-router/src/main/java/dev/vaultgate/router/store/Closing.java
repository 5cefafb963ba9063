package dev.vaultgate.router.store;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened so far, to be closed, the newest first, when the rest cannot be. */
final class Closing {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T later(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Closes everything; what fails at that goes with the reason. */
  void now(Throwable reason) {
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        reason.addSuppressed(e);
      }
    }
  }
}
