package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.EditMask;
import dev.vaultgate.client.ImageAnswers;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageFields;
import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Moderation;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Images by {@code /invoke}, in the words of the model's maker: Amazon's Nova Canvas and Titan, and
 * Stability's models.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/nova/latest/userguide/image-gen-req-resp-structure.html">Nova</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-stability-diffusion.html">Stability</a>
 */
final class Images implements Wire.ImageWire {

  /** Amazon's models paint so many in one request, Stability's one. */
  private static final int AMAZONS_MAX = 5;

  private static final List<String> RATIOS =
      List.of("16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21");

  /** How far an edit may go from its image, where the caller does not say; none is refused. */
  private static final double STRENGTH = 0.7;

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    return switch (Maker.of(target.model())) {
      case AMAZON -> amazons(call, target);
      case STABILITY -> stabilitys(call, target);
      default ->
          throw new InvalidRequestException(
              400, "invalid_value", "model: makes no images here", "model");
    };
  }

  private static ImageStep amazons(ImageCall call, Target target) {
    ImageFields fields = new ImageFields(call.request());
    ObjectNode body = Json.object();
    ObjectNode wish = task(body, call);
    wish.put("text", call.request().prompt());
    String negative = fields.take("negative_prompt");
    if (negative != null) {
      wish.put("negativeText", negative);
    }
    ObjectNode config = body.putObject("imageGenerationConfig");
    PixelSize size = fields.size();
    if (size != null && call.mask() == null) {
      config.put("width", size.width()).put("height", size.height());
    } else if (size != null) {
      fields.drop("size");
    }
    String quality = fields.quality();
    if (quality != null) {
      boolean isBest = quality.equals("high") || quality.equals("hd") || quality.equals("premium");
      config.put("quality", isBest ? "premium" : "standard");
    }
    Integer seed = fields.takeNumber("seed");
    if (seed != null) {
      config.put("seed", seed);
    }
    config.setAll(fields.rest());
    List<String> dropped = fields.dropped();
    List<ImageStep> requests = new ArrayList<>();
    for (int left = call.request().images(); left > 0; left -= AMAZONS_MAX) {
      config.put("numberOfImages", Math.min(left, AMAZONS_MAX));
      requests.add(send(body, target, dropped));
    }
    return requests.size() == 1 ? requests.get(0) : new ImageStep.Several(requests);
  }

  /** What is to be done, and the object that says how. */
  private static ObjectNode task(ObjectNode body, ImageCall call) {
    if (!call.isEdit()) {
      return body.put("taskType", "TEXT_IMAGE").putObject("textToImageParams");
    }
    if (call.mask() == null) {
      ObjectNode wish = body.put("taskType", "IMAGE_VARIATION").putObject("imageVariationParams");
      call.inputs().forEach(input -> wish.withArray("images").add(input.requireData().base64()));
      return wish;
    }
    return body.put("taskType", "INPAINTING")
        .putObject("inPaintingParams")
        .put("image", onlyInput(call))
        .put("maskImage", EditMask.black(call.mask()).requireData().base64());
  }

  private static ImageStep stabilitys(ImageCall call, Target target) {
    ImageFields fields = new ImageFields(call.request());
    ObjectNode body = Json.object().put("prompt", call.request().prompt());
    PixelSize size = fields.size();
    if (call.isEdit()) {
      body.put("image", onlyInput(call));
      if (size != null) {
        fields.drop("size");
      }
    } else if (size != null) {
      body.put("aspect_ratio", size.nearest(RATIOS));
    }
    ImageInput mask = call.mask();
    if (mask != null) {
      body.put("mask", EditMask.white(mask).requireData().base64());
    }
    if (call.isEdit() && target.model().contains("sd3")) {
      body.put("mode", "image-to-image").put("strength", STRENGTH);
    }
    String format = fields.take("output_format");
    body.put("output_format", format == null ? "png" : format);
    if (fields.quality() != null) {
      fields.drop("quality");
    }
    body.setAll(fields.rest());
    List<String> dropped = fields.dropped();
    return ImageStep.repeated(call.request().images(), send(body, target, dropped));
  }

  private static String onlyInput(ImageCall call) {
    if (call.inputs().size() > 1) {
      throw InvalidRequestException.value(
          "image", call.inputs().size() + " images", "one image for this model");
    }
    return call.inputs().get(0).requireData().base64();
  }

  private static ImageStep send(ObjectNode body, Target target, List<String> dropped) {
    WireRequest request =
        new WireRequest(Address.images(target), Map.of(), Json.bytes(body), dropped);
    return new ImageStep.Send(request, answer -> read(answer, dropped));
  }

  /** What was refused leaves its reason: Amazon's in a text, Stability's in the image's place. */
  private static ImageStep read(ImageStep.Answer answer, List<String> dropped) {
    JsonNode body = AnswerJson.read(answer.body());
    List<GeneratedImage> images = new ArrayList<>();
    for (String image : ImageAnswers.texts(body.path("images"))) {
      if (!image.isEmpty()) {
        images.add(ImageAnswers.image(null, image));
      }
    }
    String reason = reason(body);
    if (images.isEmpty() && reason != null) {
      throw Moderation.refusal(reason);
    }
    return ImageAnswers.done(images, dropped);
  }

  private static @Nullable String reason(JsonNode body) {
    List<String> reasons = ImageAnswers.texts(body.path("finish_reasons"));
    return reasons.isEmpty() ? body.path("error").textValue() : reasons.get(0);
  }
}
