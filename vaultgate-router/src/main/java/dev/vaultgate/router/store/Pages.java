package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.UsageLog;
import org.jspecify.annotations.Nullable;

/** The bounds of a page of records. */
final class Pages {

  private Pages() {}

  static void check(int max) {
    if (max < 1 || max > UsageLog.PAGE_MAX) {
      throw new IllegalArgumentException(
          "page size: " + max + " (expected: 1 to " + UsageLog.PAGE_MAX + ")");
    }
  }

  /** The place of the first record of a page. */
  static long start(@Nullable Long from) {
    return from == null ? Long.MAX_VALUE : from;
  }
}
