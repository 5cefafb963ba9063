package dev.vaultgate.router.demo;

import java.util.HexFormat;

/**
 * Numbers that look random and follow from a text alone (SplitMix64, seeded with FNV-1a). Not for
 * secrets, and not for several threads.
 */
final class Dice {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  static Dice of(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return new Dice(hash);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** From {@code low}, inclusive, to {@code high}, exclusive. */
  double between(double low, double high) {
    return low + (next() >>> 11) * 0x1.0p-53 * (high - low);
  }

  /** Sixteen hexadecimal digits. */
  String hex() {
    return HexFormat.of().toHexDigits(next());
  }
}
