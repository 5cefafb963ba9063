package dev.vaultgate.client.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.client.UpstreamFailure;
import java.util.HashMap;
import java.util.Map;

/** The headers of one frame that are texts; those of other types are passed over. */
final class FrameHeaders {

  private static final int BYTES = 6;
  private static final int TEXT = 7;

  private final Map<String, String> texts = new HashMap<>();

  private FrameHeaders() {}

  static FrameHeaders read(byte[] frame, int start, int end) {
    FrameHeaders headers = new FrameHeaders();
    int at = start;
    while (at < end) {
      int nameLength = frame[at] & 0xFF;
      int type = within(at + 1 + nameLength, end) ? frame[at + 1 + nameLength] : -1;
      int value = at + 2 + nameLength;
      int length = fixedLength(type);
      if (type == BYTES || type == TEXT) {
        need(within(value + 1, end));
        length = (frame[value] & 0xFF) << 8 | frame[value + 1] & 0xFF;
        value += 2;
      }
      need(length >= 0 && value + length <= end);
      if (type == TEXT) {
        headers.texts.put(
            new String(frame, at + 1, nameLength, UTF_8), new String(frame, value, length, UTF_8));
      }
      at = value + length;
    }
    return headers;
  }

  /** How long values of a type are: flags, then numbers, a time and an id; -1 for no type. */
  private static int fixedLength(int type) {
    return switch (type) {
      case 0, 1, BYTES, TEXT -> 0;
      case 2 -> 1;
      case 3 -> 2;
      case 4 -> 4;
      case 5, 8 -> 8;
      case 9 -> 16;
      default -> -1;
    };
  }

  private static boolean within(int at, int end) {
    return at < end;
  }

  private static void need(boolean holds) {
    if (!holds) {
      throw UpstreamFailure.invalid("a frame whose headers cannot be read", null);
    }
  }

  /** A header; empty where it is absent. */
  String get(String name) {
    return texts.getOrDefault(name, "");
  }
}
