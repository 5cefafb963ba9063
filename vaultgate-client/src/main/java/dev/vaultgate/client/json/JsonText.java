package dev.vaultgate.client.json;

import java.nio.charset.StandardCharsets;

/** The inside of JSON strings: from bytes to text and back. */
public final class JsonText {

  private JsonText() {}

  /** Decodes the bytes between a string's quotes, which have been checked before. */
  public static String decode(byte[] bytes, int start, int end) {
    int escape = start;
    while (escape < end && bytes[escape] != '\\') {
      escape++;
    }
    if (escape == end) {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder(end - start);
    int from = start;
    int at = escape;
    while (at < end) {
      if (bytes[at] != '\\') {
        at++;
        continue;
      }
      text.append(new String(bytes, from, at - from, StandardCharsets.UTF_8));
      byte kind = bytes[at + 1];
      at += 2;
      if (kind == 'u') {
        text.append((char) hex(bytes, at));
        at += 4;
      } else {
        text.append(unescape(kind));
      }
      from = at;
    }
    return text.append(new String(bytes, from, end - from, StandardCharsets.UTF_8)).toString();
  }

  private static char unescape(byte kind) {
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> (char) kind;
    };
  }

  /** The value of four hexadecimal digits, or -1 when they are not. */
  static int hex(byte[] bytes, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** A JSON string in bytes, quotes included. */
  public static byte[] quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString().getBytes(StandardCharsets.UTF_8);
  }
}
