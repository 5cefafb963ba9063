package dev.vaultgate.examples.bench.http;

import java.util.Arrays;

/** Searches in byte arrays, without allocation. */
public final class Bytes {

  private Bytes() {}

  /** Whether the wanted bytes occur in the given range. */
  public static boolean contains(byte[] bytes, int from, int to, byte[] wanted) {
    return indexAfter(bytes, from, to, wanted) >= 0;
  }

  /** Where the first occurrence in the given range ends, or -1. */
  public static int indexAfter(byte[] bytes, int from, int to, byte[] wanted) {
    for (int i = from; i <= to - wanted.length; i++) {
      if (bytes[i] == wanted[0] && startsWith(bytes, i, to, wanted)) {
        return i + wanted.length;
      }
    }
    return -1;
  }

  /** Whether the given range begins with the wanted bytes. */
  public static boolean startsWith(byte[] bytes, int from, int to, byte[] wanted) {
    int end = from + wanted.length;
    return end <= to && Arrays.equals(bytes, from, end, wanted, 0, wanted.length);
  }

  /** The decimal number at this place, behind any blanks; zero when there is none. */
  public static int number(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    int value = 0;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      value = Math.addExact(Math.multiplyExact(value, 10), bytes[at] - '0');
      at++;
    }
    return value;
  }
}
