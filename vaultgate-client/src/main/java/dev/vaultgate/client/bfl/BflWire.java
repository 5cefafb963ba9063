package dev.vaultgate.client.bfl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.EditMask;
import dev.vaultgate.client.ImageAnswers;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageFields;
import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageOnlyWire;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.MediaData;
import dev.vaultgate.client.Moderation;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.WireRequest;
import java.util.List;
import java.util.Map;

/**
 * Black Forest Labs' API for FLUX: a job is handed in, then its {@code polling_url} is asked until
 * it is ready. One image a job; a job cannot be called off.
 *
 * @see <a href="https://docs.bfl.ai">BFL's documentation</a>
 */
public final class BflWire extends ImageOnlyWire {

  private static final int EDGE_STEP = 16;
  private static final int EDGE_MIN = 64;
  private static final List<String> RATIOS =
      List.of("1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "21:9", "9:21", "4:5", "5:4");

  @Override
  public String id() {
    return "bfl";
  }

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    ImageFields fields = new ImageFields(call.request());
    ObjectNode body = Json.object().put("prompt", call.request().prompt());
    PixelSize size = fields.size();
    if (size != null) {
      size(body, size, target.model(), call.isEdit());
    }
    String format = fields.take("output_format");
    if (format != null) {
      body.put("output_format", format.equals("jpg") ? "jpeg" : format);
    }
    if (fields.quality() != null) {
      fields.drop("quality");
    }
    // Models that fill or widen one image call it otherwise.
    boolean fills = target.model().contains("fill") || target.model().contains("expand");
    String name = fills ? "image" : "input_image";
    for (int i = 0; i < call.inputs().size(); i++) {
      body.put(i == 0 ? name : name + "_" + (i + 1), image(call.inputs().get(i)));
    }
    if (call.mask() != null) {
      body.put("mask", image(EditMask.white(call.mask())));
    }
    body.setAll(fields.rest());
    List<String> dropped = fields.dropped();
    WireRequest submit =
        new WireRequest(
            target.url("images", "/" + target.modelPath()), Map.of(), Json.bytes(body), dropped);
    ImageStep one = new ImageStep.Send(submit, answer -> submitted(answer, dropped));
    return ImageStep.repeated(call.request().images(), one);
  }

  /** Kontext and ultra models take shapes, the others pixels in steps of sixteen. */
  private static void size(ObjectNode body, PixelSize size, String model, boolean isEdit) {
    if (model.contains("kontext") || model.contains("ultra")) {
      body.put("aspect_ratio", size.nearest(RATIOS));
    } else if (!isEdit || !model.contains("fill")) {
      body.put("width", edge(size.width())).put("height", edge(size.height()));
    }
  }

  private static int edge(int pixels) {
    return Math.max(EDGE_MIN, Math.round((float) pixels / EDGE_STEP) * EDGE_STEP);
  }

  /** Data goes without the head of its URI. */
  private static String image(ImageInput input) {
    MediaData data = input.data();
    return data == null ? input.url() : data.base64();
  }

  private static ImageStep submitted(ImageStep.Answer answer, List<String> dropped) {
    JsonNode job = AnswerJson.read(answer.body());
    String url = ImageAnswers.required(job, "polling_url");
    return look(WireRequest.get(url, Map.of()), 0, dropped);
  }

  private static ImageStep look(WireRequest request, int looks, List<String> dropped) {
    return new ImageStep.Pause(
        ImageAnswers.pause(looks),
        new ImageStep.Send(request, answer -> looked(answer, request, looks + 1, dropped)));
  }

  private static ImageStep looked(
      ImageStep.Answer answer, WireRequest request, int looks, List<String> dropped) {
    JsonNode job = AnswerJson.read(answer.body());
    String status = job.path("status").asText();
    return switch (status) {
      case "Ready" -> {
        String url = ImageAnswers.required(job.path("result"), "sample");
        yield ImageAnswers.doneWithUrls(List.of(url), dropped);
      }
      case "Request Moderated" -> throw Moderation.refusal("The prompt was refused.");
      case "Content Moderated" -> throw Moderation.refusal("The image was refused.");
      case "Error", "Failed" ->
          throw UpstreamFailure.of(UpstreamFault.SERVER, "the job ended as " + status);
      case "Task not found" ->
          throw UpstreamFailure.of(UpstreamFault.INVALID_RESPONSE, "the job is not known");
      // Pending, and what else may come to be said on the way.
      default -> look(request, looks, dropped);
    };
  }
}
