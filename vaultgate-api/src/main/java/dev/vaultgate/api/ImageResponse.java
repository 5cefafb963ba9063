package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images that were made.
 *
 * @param created seconds since 1970
 * @param images at least one
 * @param usage tokens, for models that are priced by token; null for others
 * @param extra further fields, such as {@code size}, {@code quality} or {@code output_format}
 */
public record ImageResponse(
    long created, List<GeneratedImage> images, @Nullable Usage usage, Map<String, JsonNode> extra) {

  public ImageResponse {
    images = List.copyOf(images);
    extra = Extra.copyOf(extra);
  }

  /** The same, made at another time. */
  public ImageResponse withCreated(long created) {
    return new ImageResponse(created, images, usage, extra);
  }

  /**
   * One image, by address or as data.
   *
   * @param url where it can be fetched for a while, or null
   * @param base64 the image's bytes in base64, or null
   * @param revisedPrompt what the provider really painted, or null
   */
  public record GeneratedImage(
      @Nullable String url,
      @Nullable String base64,
      @Nullable String revisedPrompt,
      Map<String, JsonNode> extra) {
    public GeneratedImage {
      extra = Extra.copyOf(extra);
    }
  }
}
