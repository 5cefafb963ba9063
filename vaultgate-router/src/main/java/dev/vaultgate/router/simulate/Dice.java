package dev.vaultgate.router.simulate;

/**
 * Chance that is the same for the same seed, on every machine: SplitMix64, by Steele, Lea and
 * Flood. For one thread.
 */
final class Dice {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  long nextLong() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0, inclusive, to 1, exclusive. */
  double next() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** True as often as this share says. */
  boolean happens(double share) {
    return share > 0 && next() < share;
  }

  /** Evenly between two times, both inclusive. */
  long between(long least, long most) {
    return least + (long) ((most - least) * next());
  }
}
