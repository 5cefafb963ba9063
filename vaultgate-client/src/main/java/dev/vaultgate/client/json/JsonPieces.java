package dev.vaultgate.client.json;

import java.util.Arrays;

/**
 * JSON that lies in one array or, where most of a long text is somebody else's, in parts of
 * several, so that it can be sent without being copied together. The bytes must not change.
 */
public final class JsonPieces {

  private final byte[][] arrays;
  private final int[] starts;
  private final int[] ends;
  private final int length;

  private JsonPieces(byte[][] arrays, int[] starts, int[] ends) {
    this.arrays = arrays;
    this.starts = starts;
    this.ends = ends;
    int sum = 0;
    for (int i = 0; i < arrays.length; i++) {
      sum += ends[i] - starts[i];
    }
    this.length = sum;
  }

  /** All of an array. */
  public static JsonPieces of(byte[] bytes) {
    return new JsonPieces(new byte[][] {bytes}, new int[] {0}, new int[] {bytes.length});
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** How many pieces there are. */
  public int count() {
    return arrays.length;
  }

  /** The array in which a piece lies. */
  public byte[] array(int piece) {
    return arrays[piece];
  }

  /** Where a piece begins. */
  public int start(int piece) {
    return starts[piece];
  }

  /** Where a piece ends. */
  public int end(int piece) {
    return ends[piece];
  }

  /** The whole in one array, which is not to be changed. */
  public byte[] bytes() {
    if (arrays.length == 1 && length == arrays[0].length) {
      return arrays[0];
    }
    byte[] all = new byte[length];
    copyTo(all, 0);
    return all;
  }

  /** Copies the whole. */
  public void copyTo(byte[] target, int offset) {
    int to = offset;
    for (int i = 0; i < arrays.length; i++) {
      System.arraycopy(arrays[i], starts[i], target, to, ends[i] - starts[i]);
      to += ends[i] - starts[i];
    }
  }

  /** Collects pieces, in their order. */
  static final class Builder {
    private byte[][] arrays = new byte[8][];
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int count;

    Builder add(byte[] bytes, int start, int end) {
      if (start == end) {
        return this;
      }
      if (count == arrays.length) {
        arrays = Arrays.copyOf(arrays, 2 * count);
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      arrays[count] = bytes;
      starts[count] = start;
      ends[count] = end;
      count++;
      return this;
    }

    Builder add(byte[] bytes) {
      return add(bytes, 0, bytes.length);
    }

    JsonPieces build() {
      return new JsonPieces(
          Arrays.copyOf(arrays, count), Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }
  }
}
