package dev.vaultgate.examples.bench.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The one buffer that all connections of a thread read through. A channel reads fastest into memory
 * outside the heap, a parser reads fastest from an array; one copy joins the two.
 */
public final class ReadBuffer {

  private static final int SIZE = 128 * 1_024;

  private final ByteBuffer outside = ByteBuffer.allocateDirect(SIZE);
  private final byte[] bytes = new byte[SIZE];

  /** Reads once; how many bytes came, or -1 at the channel's end. */
  public int readFrom(SocketChannel channel) throws IOException {
    outside.clear();
    int count = channel.read(outside);
    if (count > 0) {
      outside.flip().get(bytes, 0, count);
    }
    return count;
  }

  /** What the last read brought. */
  public byte[] bytes() {
    return bytes;
  }
}
