package dev.vaultgate.router.demo;

import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the demo sees of images: format, size in pixels and in bytes. It fetches nothing, so of an
 * address it sees the host alone.
 */
final class Sight {

  private static final int KIBIBYTE = 1024;

  private Sight() {}

  static String of(List<ContentPart.Image> images) {
    return images.stream()
        .map(image -> "I see " + describe(image.url()) + ".")
        .collect(Collectors.joining(" "));
  }

  private static String describe(String url) {
    if (!url.startsWith("data:")) {
      return "the address of an image at " + host(url) + ", which I do not fetch";
    }
    int comma = url.indexOf(',');
    int end = comma < 0 ? url.length() : comma;
    String mediaType = url.substring("data:".length(), end).split(";", 2)[0];
    byte[] image = bytes(url.substring(Math.min(end + 1, url.length())));
    Optional<ImageHeader> header = ImageHeader.read(image);
    String size =
        image.length < KIBIBYTE ? image.length + " bytes" : image.length / KIBIBYTE + " KB";
    return header
        .map(
            h ->
                "a %s image of %d x %d pixels, %s"
                    .formatted(h.format(), h.width(), h.height(), size))
        .orElseGet(() -> "%s of %s that I cannot read".formatted(mediaType, size));
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", "image_url.url: not base64 (expected: an image)", "messages", e);
    }
  }

  private static String host(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "an unknown host" : host;
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", "image_url.url: not an address", "messages", e);
    }
  }
}
