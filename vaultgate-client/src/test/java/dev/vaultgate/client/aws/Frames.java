package dev.vaultgate.client.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes streams of {@code application/vnd.amazon.eventstream}, as a service does. */
public final class Frames {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A frame of an event. */
  public Frames event(String type, String json) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(":event-type", type);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", "event");
    return frame(headers, json);
  }

  /** A frame that tells of a failure. */
  public Frames exception(String type, String json) {
    return frame(Map.of(":exception-type", type, ":message-type", "exception"), json);
  }

  /** A frame of these headers, all of them texts. */
  public Frames frame(Map<String, String> headers, String payload) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    headers.forEach(
        (name, value) -> {
          byte[] text = value.getBytes(UTF_8);
          written.write(name.length());
          written.writeBytes(name.getBytes(UTF_8));
          written.write(7);
          written.write(text.length >> 8);
          written.write(text.length);
          written.writeBytes(text);
        });
    return frame(written.toByteArray(), payload.getBytes(UTF_8));
  }

  /** A frame of these parts, with checksums that are right. */
  public Frames frame(byte[] headers, byte[] payload) {
    int length = 16 + headers.length + payload.length;
    ByteBuffer frame = ByteBuffer.allocate(length);
    frame.putInt(length).putInt(headers.length);
    frame.putInt(checksum(frame.array(), 8));
    frame.put(headers).put(payload);
    frame.putInt(checksum(frame.array(), length - 4));
    bytes.writeBytes(frame.array());
    return this;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
