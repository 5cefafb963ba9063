package dev.vaultgate.client.ideogram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ImageAnswers;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageFields;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.WireRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The models from version 4 on, one image a request, in JSON: version 4 by a path of its own, later
 * ones by one that ends in the model's name. A job that is not done at once is looked at.
 */
final class Ideogram4 {

  private static final String V4 = "ideogram-4";

  private Ideogram4() {}

  static ImageStep begin(ImageCall call, ImageFields fields, Target target) {
    boolean isFirst = target.model().equals(V4);
    ObjectNode body =
        Json.object().put(isFirst ? "text_prompt" : "prompt", call.request().prompt());
    size(body, fields, isFirst);
    String quality = fields.quality();
    String speed = IdeogramWire.speed(quality);
    if (isFirst && speed != null && !fields.has("rendering_speed")) {
      body.put("rendering_speed", speed);
    } else if (!isFirst && quality != null) {
      body.put("quality", quality);
    } else if (quality != null) {
      fields.drop("quality");
    }
    body.setAll(fields.rest());
    List<String> dropped = fields.dropped();
    String path = isFirst ? "/v1/ideogram-v4/generate" : "/v2/image/generate/" + target.modelPath();
    WireRequest request =
        new WireRequest(target.baseUrl() + path, Map.of(), Json.bytes(body), dropped);
    return ImageStep.repeated(
        call.request().images(),
        new ImageStep.Send(request, answer -> read(answer, target, 0, dropped)));
  }

  /** Version 4 takes sizes of a list of its own, which a caller may name as {@code resolution}. */
  private static void size(ObjectNode body, ImageFields fields, boolean isFirst) {
    PixelSize size = fields.size();
    if (size == null || fields.has("resolution") || fields.has("aspect_ratio")) {
      return;
    }
    if (isFirst) {
      fields.drop("size");
    } else {
      body.put("aspect_ratio", size.nearest(IdeogramWire.RATIOS));
    }
  }

  private static ImageStep read(
      ImageStep.Answer answer, Target target, int looks, List<String> dropped) {
    JsonNode body = AnswerJson.read(answer.body());
    String job = body.path("generation_id").asText("");
    if (!body.path("data").isEmpty() || job.isEmpty()) {
      return IdeogramWire.read(answer, dropped);
    }
    String status = body.path("status").asText().toLowerCase(Locale.ROOT);
    if (status.equals("failed") || status.equals("error")) {
      throw UpstreamFailure.of(UpstreamFault.SERVER, "the job ended as " + status);
    }
    WireRequest look =
        WireRequest.get(target.baseUrl() + "/v1/generations/" + encoded(job), Map.of());
    return new ImageStep.Pause(
        ImageAnswers.pause(looks),
        new ImageStep.Send(look, looked -> read(looked, target, looks + 1, dropped)));
  }

  /** An id is no path. */
  private static String encoded(String job) {
    return URLEncoder.encode(job, StandardCharsets.UTF_8);
  }
}
