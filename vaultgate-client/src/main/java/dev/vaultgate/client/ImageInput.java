package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An image that a request to edit hands in: as data, or by an address that the provider fetches.
 *
 * @param url a {@code data:} URI or an https address
 */
public record ImageInput(String url) {

  /** An image as bytes. */
  public static ImageInput of(String mediaType, byte[] bytes) {
    String base64 = Base64.getEncoder().encodeToString(bytes);
    String type = mediaType.startsWith("image/") ? mediaType : MediaData.of("", base64).mediaType();
    return new ImageInput("data:" + (type.isEmpty() ? "image/png" : type) + ";base64," + base64);
  }

  /**
   * An image as a client writes its address.
   *
   * @param path of the field, for the error
   * @throws InvalidRequestException for any other address
   */
  public static ImageInput parse(String url, String path) {
    if (url.toLowerCase(Locale.ROOT).startsWith("https://") || MediaData.parse(url) != null) {
      return new ImageInput(url);
    }
    throw new InvalidRequestException(
        400, "image_url_not_allowed", path + ": an address (expected: https, or a data URI)", path);
  }

  /** The data; null for an address. */
  public @Nullable MediaData data() {
    return MediaData.parse(url);
  }

  /**
   * The data, for providers that fetch nothing.
   *
   * @throws InvalidRequestException for an address
   */
  public MediaData requireData() {
    MediaData data = data();
    if (data == null) {
      throw new InvalidRequestException(
          400,
          "image_url_not_allowed",
          "image: an address (expected: the image's data; this provider fetches nothing)",
          "image");
    }
    return data;
  }

  /** The bytes of the data. */
  public byte[] requireBytes() {
    try {
      return Base64.getMimeDecoder().decode(requireData().base64());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", "image: data that is not base64", "image", e);
    }
  }
}
