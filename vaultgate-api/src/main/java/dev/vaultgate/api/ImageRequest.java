package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish for images.
 *
 * @param model an image model
 * @param prompt what to paint
 * @param n how many, 1 to 10
 * @param size such as {@code 1024x1024} or {@code auto}; null leaves it to the provider
 * @param quality such as {@code high}; null leaves it to the provider
 * @param responseFormat {@code url} or {@code b64_json}; null leaves it to the provider
 * @param user who the caller's end user is
 * @param extra further fields, such as {@code background} or {@code output_format}
 */
public record ImageRequest(
    String model,
    String prompt,
    @Nullable Integer n,
    @Nullable String size,
    @Nullable String quality,
    @Nullable String responseFormat,
    @Nullable String user,
    Map<String, JsonNode> extra) {

  /** The most images that one request may ask for; OpenAI's own bound. */
  public static final int N_MAX = 10;

  public ImageRequest {
    Check.notBlank("model", model);
    Check.notBlank("prompt", prompt);
    Check.range("n", n, 1, N_MAX);
    Check.that(
        responseFormat == null || responseFormat.equals("url") || responseFormat.equals("b64_json"),
        "response_format",
        responseFormat,
        "url or b64_json");
    extra = Extra.copyOf(extra);
  }

  /** One image, everything else left to the provider. */
  public static ImageRequest of(String model, String prompt) {
    return new ImageRequest(model, prompt, null, null, null, null, null, Map.of());
  }

  /** How many images are asked for. */
  public int images() {
    return n == null ? 1 : n;
  }

  /** The same wish for another number of images. */
  public ImageRequest withImages(int n) {
    return new ImageRequest(model, prompt, n, size, quality, responseFormat, user, extra);
  }

  /** The same wish to another model. */
  public ImageRequest withModel(String model) {
    return new ImageRequest(model, prompt, n, size, quality, responseFormat, user, extra);
  }
}
