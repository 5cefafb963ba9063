package dev.vaultgate.router.route;

/** Numbers that look random and are a function of a seed: the same call draws the same again. */
final class Chance {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private Chance() {}

  /**
   * A number from 0, inclusive, to 1, exclusive.
   *
   * @param draw which of the seed's numbers
   */
  static double of(long seed, int draw) {
    // SplitMix64, by Steele, Lea and Flood: every bit of the seed reaches every bit of the number.
    long z = seed + (draw + 1L) * GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }

  /** A number from 0, inclusive, to 1, exclusive, that two texts share. */
  static double of(String one, String other) {
    return of(one.hashCode() * GAMMA + other.hashCode(), 0);
  }
}
