package dev.vaultgate.client.outbound;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * A picture or document that was fetched.
 *
 * @param type what its first bytes say it is, such as {@code image/png}; never what the host says
 * @param bytes not to be changed
 */
public record Media(String type, byte[] bytes) {

  /** Pictures made of dots. SVG is a program, and not among them. */
  public static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

  /** Pictures and PDF. */
  public static final Set<String> DOCUMENTS =
      Set.of("image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf");

  /** The data in base64. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The whole as a {@code data:} URI. */
  public String dataUri() {
    return "data:" + type + ";base64," + base64();
  }

  /** What the first bytes of a file say it is; empty for anything that is not listed above. */
  public static String typeOf(byte[] bytes) {
    if (has(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return "image/png";
    } else if (has(bytes, 0, 0xFF, 0xD8, 0xFF)) {
      return "image/jpeg";
    } else if (has(bytes, 0, 'G', 'I', 'F', '8', '7', 'a')
        || has(bytes, 0, 'G', 'I', 'F', '8', '9', 'a')) {
      return "image/gif";
    } else if (has(bytes, 0, 'R', 'I', 'F', 'F') && has(bytes, 8, 'W', 'E', 'B', 'P')) {
      return "image/webp";
    } else if (has(bytes, 0, '%', 'P', 'D', 'F', '-')) {
      return "application/pdf";
    }
    return "";
  }

  private static boolean has(byte[] bytes, int offset, int... wanted) {
    if (bytes.length < offset + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((bytes[offset + i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Media media
        && media.type.equals(type)
        && Arrays.equals(media.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Media[" + type + ", " + bytes.length + " bytes]";
  }
}
