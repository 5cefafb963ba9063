package dev.vaultgate.router.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ImageCall;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pictures of one request: PNG files, as data or as an address that holds the data. */
final class Gallery {

  private static final int SIDE_MIN = 16;
  private static final int SIDE_MAX = 1024;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
  private static final String REVISED =
      "A landscape that follows from the letters of the prompt; the demo does not know what they"
          + " mean.";

  private final ImageRequest request;
  private final int width;
  private final int height;

  /**
   * @throws InvalidRequestException when the size or the format cannot be had here
   */
  Gallery(ImageCall call) {
    this.request = call.request();
    String size = request.size();
    boolean isFree = size == null || size.equals("auto");
    Matcher sides = SIZE.matcher(isFree ? usualSize(call) : size);
    this.width = sides.matches() ? Integer.parseInt(sides.group(1)) : 0;
    this.height = sides.matches() ? Integer.parseInt(sides.group(2)) : 0;
    if (Math.min(width, height) < SIDE_MIN || Math.max(width, height) > SIDE_MAX) {
      throw InvalidRequestException.value(
          "size", size, "auto, or up to " + SIDE_MAX + "x" + SIDE_MAX);
    }
    JsonNode format = request.extra().get("output_format");
    if (format != null && !format.asText().equals("png")) {
      throw InvalidRequestException.value("output_format", format.asText(), "png");
    }
  }

  /** Of an image that is edited: as large as it was, if it can be. */
  private static String usualSize(ImageCall call) {
    ImageHeader edited =
        call.isEdit() && call.inputs().get(0).data() != null
            ? ImageHeader.read(call.inputs().get(0).requireBytes()).orElse(null)
            : null;
    int width = edited == null ? SIDE_MAX : clamped(edited.width());
    int height = edited == null ? SIDE_MAX : clamped(edited.height());
    return width + "x" + height;
  }

  private static int clamped(int side) {
    return Math.max(SIDE_MIN, Math.min(SIDE_MAX, side));
  }

  ImageResponse paint(long created, Cancellation cancellation) {
    List<ImageResponse.GeneratedImage> images = new ArrayList<>();
    for (int i = 0; i < request.images(); i++) {
      if (cancellation.isCancelled()) {
        throw new CancelledException();
      }
      images.add(image(i));
    }
    return new ImageResponse(
        created,
        images,
        null,
        Map.of(
            "size", TextNode.valueOf(width + "x" + height),
            "output_format", TextNode.valueOf("png")));
  }

  private ImageResponse.GeneratedImage image(int index) {
    String seed = index == 0 ? request.prompt() : request.prompt() + "#" + index;
    byte[] png = Png.of(width, height, new Painter(Dice.of(seed)).paint(width, height));
    String base64 = Base64.getEncoder().encodeToString(png);
    return "url".equals(request.responseFormat())
        ? new ImageResponse.GeneratedImage(
            "data:image/png;base64," + base64, null, REVISED, Map.of())
        : new ImageResponse.GeneratedImage(null, base64, REVISED, Map.of());
  }
}
