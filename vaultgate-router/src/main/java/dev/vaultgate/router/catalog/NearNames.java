package dev.vaultgate.router.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the names that somebody may have meant. A name is near when few letters differ, or when it
 * begins with what was asked for. Work is bounded: a long name is compared with nothing.
 */
final class NearNames {

  private static final int MOST = 3;
  private static final int LONGEST = 80;

  private NearNames() {}

  /** At most three of {@code candidates}, nearest first; equally near ones by name. */
  static List<String> of(String name, Collection<String> candidates) {
    if (name.length() > LONGEST) {
      return List.of();
    }
    record Near(String candidate, int distance) {}
    int limit = Math.max(1, name.length() / 4);
    return candidates.stream()
        .map(candidate -> new Near(candidate, distance(name, candidate, limit)))
        .filter(near -> near.distance <= limit)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::candidate))
        .limit(MOST)
        .map(Near::candidate)
        .toList();
  }

  /** Letters to insert, delete, replace or swap; above {@code limit} it may be any number above. */
  private static int distance(String a, String b, int limit) {
    if (a.length() >= 3 && b.startsWith(a)) {
      return limit;
    }
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(a, i, b, j, d);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(String a, int i, String b, int j, int[][] d) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
