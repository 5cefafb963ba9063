package dev.vaultgate.router.alert;

import java.util.List;

/** When a part of something is used. Pure. */
final class Thresholds {

  private static final int ALL = 100;

  private Thresholds() {}

  /**
   * The highest threshold that is reached, or 0. Lower ones that were passed at once with it are no
   * news any more.
   *
   * @param thresholds per cent, ascending
   * @param max above zero
   */
  static int reached(List<Integer> thresholds, long used, long max) {
    int highest = 0;
    for (int percent : thresholds) {
      if (used >= part(max, percent)) {
        highest = percent;
      }
    }
    return highest;
  }

  /** The least that is so many per cent, computed so that it does not overflow. */
  static long part(long max, int percent) {
    return max / ALL * percent + (max % ALL * percent + ALL - 1) / ALL;
  }
}
