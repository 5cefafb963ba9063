package dev.vaultgate.client.fal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.EditMask;
import dev.vaultgate.client.ImageAnswers;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageFields;
import dev.vaultgate.client.ImageOnlyWire;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Moderation;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * fal's API. With a queue ({@code queue} among the paths) a job is handed in, looked at and called
 * off when nobody waits; without one the model is asked directly and answers when it is done.
 *
 * @see <a href="https://docs.fal.ai/documentation/model-apis/inference/queue">fal's queue</a>
 */
public final class FalWire extends ImageOnlyWire {

  @Override
  public String id() {
    return "fal";
  }

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    ImageFields fields = new ImageFields(call.request());
    ObjectNode body = Json.object().put("prompt", call.request().prompt());
    PixelSize size = fields.size();
    if (size != null) {
      body.putObject("image_size").put("width", size.width()).put("height", size.height());
    }
    if (call.request().n() != null) {
      body.put("num_images", call.request().images());
    }
    String format = fields.take("output_format");
    if (format != null) {
      body.put("output_format", format);
    }
    if (fields.quality() != null) {
      fields.drop("quality");
    }
    inputs(body, call);
    body.setAll(fields.rest());
    List<String> dropped = fields.dropped();
    byte[] bytes = Json.bytes(body);
    String path = "/" + target.modelPath();
    if (target.paths().containsKey("queue")) {
      WireRequest submit =
          new WireRequest(target.url("queue", "") + path, Map.of(), bytes, dropped);
      return new ImageStep.Send(submit, answer -> submitted(answer, dropped));
    }
    String url = target.url("images", path);
    return new ImageStep.Send(
        new WireRequest(url, Map.of(), bytes, dropped), answer -> read(answer, dropped));
  }

  private static void inputs(ObjectNode body, ImageCall call) {
    if (call.inputs().size() == 1) {
      body.put("image_url", call.inputs().get(0).url());
    } else if (call.isEdit()) {
      ArrayNode urls = body.putArray("image_urls");
      call.inputs().forEach(input -> urls.add(input.url()));
    }
    if (call.mask() != null) {
      body.put("mask_url", EditMask.white(call.mask()).url());
    }
  }

  private static ImageStep submitted(ImageStep.Answer answer, List<String> dropped) {
    JsonNode job = AnswerJson.read(answer.body());
    WireRequest status = WireRequest.get(ImageAnswers.required(job, "status_url"), Map.of());
    WireRequest result = WireRequest.get(ImageAnswers.required(job, "response_url"), Map.of());
    ImageStep look = look(status, result, 0, dropped);
    String cancel = job.path("cancel_url").asText();
    return cancel.isEmpty()
        ? look
        : new ImageStep.Started(
            new WireRequest("PUT", cancel, Map.of(), new byte[0], List.of()), look);
  }

  private static ImageStep look(
      WireRequest status, WireRequest result, int looks, List<String> dropped) {
    return new ImageStep.Pause(
        ImageAnswers.pause(looks),
        new ImageStep.Send(
            status,
            answer ->
                AnswerJson.read(answer.body()).path("status").asText().equals("COMPLETED")
                    ? new ImageStep.Send(result, done -> read(done, dropped))
                    // IN_QUEUE and IN_PROGRESS.
                    : look(status, result, looks + 1, dropped)));
  }

  private static ImageStep read(ImageStep.Answer answer, List<String> dropped) {
    JsonNode body = AnswerJson.read(answer.body());
    JsonNode refused = body.path("has_nsfw_concepts");
    JsonNode images = body.path("images");
    if (images.isMissingNode() && body.path("image").isObject()) {
      images = Json.mapper().createArrayNode().add(body.path("image"));
    }
    List<GeneratedImage> made = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      // What is flagged is painted over in black.
      if (!refused.path(i).asBoolean(false)) {
        made.add(ImageAnswers.image(ImageAnswers.required(images.get(i), "url"), null));
      }
    }
    if (made.isEmpty() && !images.isEmpty()) {
      throw Moderation.refusal("The images were refused.");
    }
    return ImageAnswers.done(made, dropped);
  }
}
