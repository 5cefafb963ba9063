package dev.vaultgate.client.sse;

import java.nio.charset.StandardCharsets;

/**
 * One event of a stream. The bytes belong to the reader and are only valid until its next event.
 *
 * @param type the {@code event:} field, empty when there was none
 * @param buffer holds the data
 * @param offset where the data begins
 * @param length how many bytes of data; several {@code data:} lines are joined by line feeds
 */
public record ServerSentEvent(String type, byte[] buffer, int offset, int length) {

  /** An event of this data, for tests and translations. */
  public static ServerSentEvent of(String type, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return new ServerSentEvent(type, bytes, 0, bytes.length);
  }

  public String data() {
    return new String(buffer, offset, length, StandardCharsets.UTF_8);
  }

  /** Whether the data is this ASCII text. */
  public boolean dataIs(String ascii) {
    if (length != ascii.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (buffer[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
