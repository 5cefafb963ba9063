package dev.vaultgate.examples.bench.jmh;

import java.io.InputStream;

/** Bytes that arrive in pieces, as from a network: a read gives one piece at most. */
final class CutInputStream extends InputStream {

  private final byte[] bytes;
  private final int pieceBytes;
  private int at;

  CutInputStream(byte[] bytes, int pieceBytes) {
    this.bytes = bytes;
    this.pieceBytes = pieceBytes;
  }

  @Override
  public int read() {
    return at == bytes.length ? -1 : bytes[at++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count = Math.min(Math.min(length, pieceBytes), bytes.length - at);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(bytes, at, target, offset, count);
    at += count;
    return count;
  }
}
