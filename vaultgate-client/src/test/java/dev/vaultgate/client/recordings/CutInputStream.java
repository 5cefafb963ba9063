package dev.vaultgate.client.recordings;

import java.io.ByteArrayInputStream;

/** Bytes that come in small pieces, as a network may cut them. */
public final class CutInputStream extends ByteArrayInputStream {

  private final int pieceBytes;

  public CutInputStream(byte[] bytes, int pieceBytes) {
    super(bytes);
    this.pieceBytes = pieceBytes;
  }

  @Override
  public synchronized int read(byte[] into, int offset, int length) {
    return super.read(into, offset, Math.min(length, pieceBytes));
  }
}
