package dev.vaultgate.router;

import dev.vaultgate.router.idempotency.StoredAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chunks of a stream, one after the other, as they are stored: each after its length. */
final class ChunkRecording {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a chunk, unless there is too much already. */
  void add(byte[] chunk) {
    if (bytes.size() <= StoredAnswer.BYTES_MAX) {
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(chunk.length).array());
      bytes.writeBytes(chunk);
    }
  }

  /** All chunks, or null when they are too much. */
  byte @Nullable [] whole() {
    return bytes.size() > StoredAnswer.BYTES_MAX ? null : bytes.toByteArray();
  }

  /** The chunks of a recording. */
  static List<byte[]> chunks(byte[] recording) {
    List<byte[]> chunks = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(recording);
    while (bytes.hasRemaining()) {
      byte[] chunk = new byte[bytes.getInt()];
      bytes.get(chunk);
      chunks.add(chunk);
    }
    return chunks;
  }
}
