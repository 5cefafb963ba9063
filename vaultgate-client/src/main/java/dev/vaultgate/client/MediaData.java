package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image, sound or document that a request carries within itself.
 *
 * @param mediaType such as {@code image/png}; empty when neither the sender nor the data tells
 * @param base64 the data
 */
public record MediaData(String mediaType, String base64) {

  /** What the first characters of base64 data tell; the formats that models take. */
  private static final Map<String, String> TYPES_BY_START =
      Map.of(
          "iVBORw0KGgo", "image/png",
          "/9j/", "image/jpeg",
          "R0lGOD", "image/gif",
          "UklGR", "image/webp",
          "JVBERi0", "application/pdf");

  private static final Map<String, String> TYPES_BY_EXTENSION =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("heic", "image/heic"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("csv", "text/csv"),
          Map.entry("html", "text/html"),
          Map.entry("json", "application/json"),
          Map.entry("mp3", "audio/mp3"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webm", "video/webm"));

  /** Reads a {@code data:} URI, in base64 or percent-encoded; null for any other address. */
  public static @Nullable MediaData parse(String uri) {
    int comma = uri.indexOf(',');
    if (comma < 0 || !uri.regionMatches(true, 0, "data:", 0, 5)) {
      return null;
    }
    String[] head = uri.substring(5, comma).split(";", -1);
    String data = uri.substring(comma + 1);
    if (!head[head.length - 1].equalsIgnoreCase("base64")) {
      data = base64OfEscaped(data);
    }
    return of(head[0].toLowerCase(Locale.ROOT), data);
  }

  private static String base64OfEscaped(String data) {
    try {
      // A plus is no space in a data URI.
      String text = URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /** Data of a type that may be empty; then the data itself is asked. */
  public static MediaData of(String mediaType, String base64) {
    if (mediaType.isEmpty()) {
      for (Map.Entry<String, String> start : TYPES_BY_START.entrySet()) {
        if (base64.startsWith(start.getKey())) {
          return new MediaData(start.getValue(), base64);
        }
      }
    }
    return new MediaData(mediaType, base64);
  }

  /** The type that the end of a file's name or address tells; empty when it tells none. */
  public static String typeOf(@Nullable String nameOrUrl) {
    if (nameOrUrl == null) {
      return "";
    }
    String name = nameOrUrl.split("[?#]", 2)[0];
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES_BY_EXTENSION.getOrDefault(extension, "");
  }

  /** The data as text. */
  public String text() {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static InvalidRequestException unreadable(IllegalArgumentException cause) {
    return new InvalidRequestException(
        400, "invalid_value", "messages: data that is not base64", "messages", cause);
  }
}
