package dev.vaultgate.client.stability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
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
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stability AI's API v2beta: a form goes out, one image comes back in JSON. Images are edited from
 * one input, with a mask by inpainting.
 *
 * @see <a href="https://platform.stability.ai/docs/api-reference">Stability's reference</a>
 */
public final class StabilityWire extends ImageOnlyWire {

  private static final String GENERATE = "/v2beta/stable-image/generate/";
  private static final String EDIT = "/v2beta/stable-image/edit/";
  private static final String CONTROL = "/v2beta/stable-image/control/";
  private static final String INPAINT = "inpaint";

  private static final Set<String> EDITS =
      Set.of(
          "erase",
          INPAINT,
          "outpaint",
          "search-and-replace",
          "search-and-recolor",
          "remove-background");
  private static final Set<String> CONTROLS = Set.of("sketch", "structure", "style");
  private static final List<String> RATIOS =
      List.of("1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21");

  /** How far an edit may go from its image, where the caller does not say; none is refused. */
  private static final String STRENGTH = "0.7";

  @Override
  public String id() {
    return "stability";
  }

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    ImageFields fields = new ImageFields(call.request());
    String model = target.model();
    Multipart form = new Multipart().field("prompt", call.request().prompt());
    PixelSize size = fields.size();
    if (size != null && !call.isEdit()) {
      form.field("aspect_ratio", size.nearest(RATIOS));
    } else if (size != null) {
      fields.drop("size");
    }
    String format = fields.take("output_format");
    form.field("output_format", format == null ? "png" : format);
    if (model.startsWith("sd3") && !model.equals("sd3")) {
      form.field("model", model);
    }
    if (fields.quality() != null) {
      fields.drop("quality");
    }
    if (call.isEdit()) {
      inputs(form, call, fields, model);
    }
    fields.rest().properties().forEach(field -> form.field(field.getKey(), text(field.getValue())));
    List<String> dropped = fields.dropped();
    WireRequest request =
        new WireRequest(
            target.baseUrl() + path(call, target),
            Map.of("Content-Type", form.contentType(), "Accept", "application/json"),
            form.bytes(),
            dropped);
    return ImageStep.repeated(
        call.request().images(), new ImageStep.Send(request, answer -> read(answer, dropped)));
  }

  private static String path(ImageCall call, Target target) {
    String model = target.model();
    if (EDITS.contains(model)) {
      return EDIT + model;
    } else if (CONTROLS.contains(model)) {
      return CONTROL + model;
    } else if (call.mask() != null) {
      return EDIT + INPAINT;
    }
    return GENERATE + (model.startsWith("sd3") ? "sd3" : target.modelPath());
  }

  private static void inputs(Multipart form, ImageCall call, ImageFields fields, String model) {
    if (call.inputs().size() > 1) {
      throw InvalidRequestException.value(
          "image", call.inputs().size() + " images", "one image for this model");
    }
    form.image("image", call.inputs().get(0));
    if (call.mask() != null) {
      form.image("mask", EditMask.white(call.mask()));
    } else if (!EDITS.contains(model) && !CONTROLS.contains(model)) {
      if (model.startsWith("sd3")) {
        form.field("mode", "image-to-image");
      }
      if (!fields.has("strength")) {
        form.field("strength", STRENGTH);
      }
    }
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static ImageStep read(ImageStep.Answer answer, List<String> dropped) {
    JsonNode body = AnswerJson.read(answer.body());
    if (body.path("finish_reason").asText().equals("CONTENT_FILTERED")) {
      throw Moderation.refusal("The image was refused.");
    }
    String image = ImageAnswers.required(body, "image");
    return ImageAnswers.done(List.of(ImageAnswers.image(null, image)), dropped);
  }

  /** Moderation is told by the error's name, with the status 403 that means a bad key elsewhere. */
  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return words.words().contains("content_moderation")
        ? Moderation.refusal(words.message())
        : super.readError(status, headers, body);
  }
}
