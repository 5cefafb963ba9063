package dev.vaultgate.server.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that somebody may have meant. */
final class Suggestion {

  private static final int LENGTH_MAX = 60;

  private Suggestion() {}

  /** A text such as {@code " (did you mean port?)"}, or one that lists what there is. */
  static String of(String name, Collection<String> known) {
    int near = Math.max(2, name.length() / 3);
    return known.stream()
        .filter(candidate -> name.length() <= LENGTH_MAX && distance(name, candidate) <= near)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .map(candidate -> " (did you mean " + candidate + "?)")
        .orElse(" (expected: " + String.join(", ", known) + ")");
  }

  /** How many letters are to be inserted, dropped or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
