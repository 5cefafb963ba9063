package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageQuery;
import org.jspecify.annotations.Nullable;

/** The bounds of what may be asked of usage. */
final class Pages {

  private Pages() {}

  static void check(int max) {
    if (max < 1 || max > UsageLog.PAGE_MAX) {
      throw new IllegalArgumentException(
          "page size: " + max + " (expected: 1 to " + UsageLog.PAGE_MAX + ")");
    }
  }

  static void checkPlaces(int max) {
    if (max < 1 || max > UsageLog.PLACES_MAX) {
      throw new IllegalArgumentException(
          "places: " + max + " (expected: 1 to " + UsageLog.PLACES_MAX + ")");
    }
  }

  static void checkSearch(UsageQuery query) {
    String search = query.search();
    if (search != null
        && (search.isEmpty()
            || search.length() > UsageLog.SEARCH_CHARS_MAX
            || search.chars().anyMatch(Character::isISOControl))) {
      throw new IllegalArgumentException(
          "search: %d characters (expected: 1 to %d, none of them a control character)"
              .formatted(search.length(), UsageLog.SEARCH_CHARS_MAX));
    }
  }

  static void checkSummable(UsageQuery query) {
    if (query.search() != null) {
      throw new IllegalArgumentException("search: has no sums (expected: none)");
    }
  }

  /** The place of the first record of a page. */
  static long start(@Nullable Long from) {
    return from == null ? Long.MAX_VALUE : from;
  }
}
