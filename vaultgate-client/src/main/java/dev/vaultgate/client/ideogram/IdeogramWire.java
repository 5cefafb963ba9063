package dev.vaultgate.client.ideogram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.EditMask;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ImageAnswers;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageFields;
import dev.vaultgate.client.ImageOnlyWire;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Moderation;
import dev.vaultgate.client.Multipart;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ideogram's API: a form for version 3, and JSON for the models before it ({@code V_2} and so on)
 * and after it.
 *
 * @see <a href="https://developer.ideogram.ai">Ideogram's reference</a>
 */
public final class IdeogramWire extends ImageOnlyWire {

  private static final String V3 = "/v1/ideogram-v3/generate";
  private static final String LEGACY = "/generate";
  private static final int REFUSED = 422;
  static final List<String> RATIOS =
      List.of(
          "1x1", "16x9", "9x16", "4x3", "3x4", "3x2", "2x3", "16x10", "10x16", "4x5", "5x4", "2x1",
          "1x2", "3x1", "1x3");
  private static final List<String> LEGACY_RATIOS =
      List.of("1x1", "16x9", "9x16", "4x3", "3x4", "3x2", "2x3", "16x10", "10x16", "3x1", "1x3");

  @Override
  public String id() {
    return "ideogram";
  }

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    ImageFields fields = new ImageFields(call.request());
    WireRequest request;
    if (target.model().startsWith("V_")) {
      call.refuseEdit();
      request = legacy(call, fields, target);
    } else if (target.model().startsWith("ideogram-4")) {
      call.refuseEdit();
      return Ideogram4.begin(call, fields, target);
    } else {
      request = form(call, fields, target);
    }
    return new ImageStep.Send(request, answer -> read(answer, request.dropped()));
  }

  private static WireRequest form(ImageCall call, ImageFields fields, Target target) {
    Multipart form = new Multipart().field("prompt", call.request().prompt());
    PixelSize size = fields.size();
    if (size != null && !fields.has("resolution") && !fields.has("aspect_ratio")) {
      if (call.mask() == null) {
        form.field("aspect_ratio", size.nearest(RATIOS));
      } else {
        fields.drop("size");
      }
    }
    if (call.request().n() != null) {
      form.field("num_images", Integer.toString(call.request().images()));
    }
    String speed = speed(fields.quality());
    if (speed != null && !fields.has("rendering_speed")) {
      form.field("rendering_speed", speed);
    } else if (fields.quality() != null && speed == null) {
      fields.drop("quality");
    }
    fields.rest().properties().forEach(field -> form.field(field.getKey(), text(field.getValue())));
    inputs(form, call);
    return new WireRequest(
        address(call, target),
        Map.of("Content-Type", form.contentType()),
        form.bytes(),
        fields.dropped());
  }

  /** An image is changed within a mask, or as a whole. */
  private static String address(ImageCall call, Target target) {
    String generate = target.url("images", V3);
    return !call.isEdit()
        ? generate
        : generate.substring(0, generate.lastIndexOf('/') + 1)
            + (call.mask() == null ? "remix" : "edit");
  }

  private static void inputs(Multipart form, ImageCall call) {
    if (call.inputs().size() > 1) {
      throw InvalidRequestException.value(
          "image", call.inputs().size() + " images", "one image for this model");
    }
    call.inputs().forEach(input -> form.image("image", input));
    if (call.mask() != null) {
      form.image("mask", EditMask.black(call.mask()));
    }
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static WireRequest legacy(ImageCall call, ImageFields fields, Target target) {
    ObjectNode body = Json.object();
    ObjectNode wish = body.putObject("image_request");
    wish.put("prompt", call.request().prompt()).put("model", target.model());
    PixelSize size = fields.size();
    if (size != null) {
      wish.put("aspect_ratio", "ASPECT_" + size.nearest(LEGACY_RATIOS).replace('x', '_'));
    }
    if (call.request().n() != null) {
      wish.put("num_images", call.request().images());
    }
    if (fields.quality() != null) {
      fields.drop("quality");
    }
    wish.setAll(fields.rest());
    return new WireRequest(target.baseUrl() + LEGACY, Map.of(), Json.bytes(body), fields.dropped());
  }

  /** OpenAI's qualities, and the speeds in Ideogram's own words. */
  static @Nullable String speed(@Nullable String quality) {
    return quality == null
        ? null
        : switch (quality) {
          case "low", "turbo" -> "TURBO";
          case "medium", "standard", "default" -> "DEFAULT";
          case "high", "hd", "quality" -> "QUALITY";
          default -> null;
        };
  }

  static ImageStep read(ImageStep.Answer answer, List<String> dropped) {
    JsonNode data = AnswerJson.read(answer.body()).path("data");
    List<GeneratedImage> images = new ArrayList<>();
    for (JsonNode image : data) {
      // What is not safe has no address.
      if (image.path("is_image_safe").asBoolean(true)) {
        images.add(
            new GeneratedImage(
                ImageAnswers.required(image, "url"),
                null,
                image.path("prompt").textValue(),
                Map.of()));
      }
    }
    if (images.isEmpty() && !data.isEmpty()) {
      throw Moderation.refusal("The images were refused.");
    }
    return ImageAnswers.done(images, dropped);
  }

  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    return status == REFUSED
        ? Moderation.refusal(ErrorBodies.read(body).message())
        : super.readError(status, headers, body);
  }
}
