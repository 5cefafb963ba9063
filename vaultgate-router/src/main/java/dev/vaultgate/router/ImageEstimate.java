package dev.vaultgate.router;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.router.token.TokenFamily;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Usage of images whose provider did not report any: OpenAI's figures by quality and area. */
final class ImageEstimate {

  /** What an image that is handed in usually has: OpenAI's of 2048 by 2048 are below this. */
  private static final int TOKENS_PER_INPUT = 3_000;

  /** The area that the figures are given for. */
  private static final long SQUARE = 1024L * 1024;

  private ImageEstimate() {}

  static Usage of(ImageCall call, int images) {
    ImageRequest request = call.request();
    long prompt =
        TokenFamily.OTHER.count(request.prompt()) + (long) call.inputs().size() * TOKENS_PER_INPUT;
    long answer = images * tokens(request.quality(), PixelSize.parse(request.size()));
    ObjectNode details = Json.object().put("image_tokens", answer);
    return new Usage(
        prompt, answer, prompt + answer, 0, 0, 0, Map.of("output_tokens_details", details));
  }

  private static long tokens(@Nullable String quality, @Nullable PixelSize size) {
    long square =
        switch (quality == null ? "" : quality) {
          case "low" -> 272;
          case "high", "hd" -> 4_160;
          default -> 1_056;
        };
    long pixels = size == null ? SQUARE : (long) size.width() * size.height();
    return Math.max(square, square * pixels / SQUARE);
  }
}
