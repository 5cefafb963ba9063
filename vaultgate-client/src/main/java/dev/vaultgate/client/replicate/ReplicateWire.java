package dev.vaultgate.client.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.EditMask;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.ImageAnswers;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageFields;
import dev.vaultgate.client.ImageOnlyWire;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Moderation;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.WireRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Replicate's predictions: one is made, held open for a while, then looked at until it has ended,
 * and called off when nobody waits. A model's name may end in {@code :version}.
 *
 * @see <a href="https://replicate.com/docs/topics/predictions/lifecycle">Replicate's lifecycle</a>
 */
public final class ReplicateWire extends ImageOnlyWire {

  /** Seconds for which the first answer waits for the prediction; the most is sixty. */
  private static final String WAIT = "wait=10";

  private static final List<String> RATIOS =
      List.of("1:1", "16:9", "9:16", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "21:9", "9:21");

  @Override
  public String id() {
    return "replicate";
  }

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    ImageFields fields = new ImageFields(call.request());
    ObjectNode body = Json.object();
    ObjectNode input = body.putObject("input").put("prompt", call.request().prompt());
    PixelSize size = fields.size();
    if (size != null && !fields.has("aspect_ratio") && !fields.has("width")) {
      input.put("aspect_ratio", size.nearest(RATIOS));
    }
    String format = fields.take("output_format");
    if (format != null) {
      input.put("output_format", format.equals("jpeg") ? "jpg" : format);
    }
    if (fields.quality() != null) {
      fields.drop("quality");
    }
    inputs(input, call);
    input.setAll(fields.rest());
    List<String> dropped = fields.dropped();
    int colon = target.model().indexOf(':');
    if (colon > 0) {
      body.put("version", target.model().substring(colon + 1));
    }
    String path = colon > 0 ? "/predictions" : "/models/" + target.modelPath() + "/predictions";
    WireRequest create =
        new WireRequest(target.baseUrl() + path, Map.of("Prefer", WAIT), Json.bytes(body), dropped);
    // How many images a prediction makes, and by which name that is asked for, hangs on the model.
    return ImageStep.repeated(
        call.request().images(),
        new ImageStep.Send(create, answer -> created(answer, target, dropped)));
  }

  private static void inputs(ObjectNode input, ImageCall call) {
    if (call.inputs().size() == 1) {
      String url = call.inputs().get(0).url();
      input.put("input_image", url).put("image", url);
    } else if (call.isEdit()) {
      ArrayNode images = input.putArray("input_images");
      call.inputs().forEach(image -> images.add(image.url()));
    }
    if (call.mask() != null) {
      input.put("mask", EditMask.white(call.mask()).url());
    }
  }

  private static ImageStep created(ImageStep.Answer answer, Target target, List<String> dropped) {
    JsonNode prediction = AnswerJson.read(answer.body());
    String id = ImageAnswers.required(prediction, "id");
    String base = target.baseUrl() + "/predictions/" + id;
    WireRequest look = WireRequest.get(prediction.path("urls").path("get").asText(base), Map.of());
    String cancel = prediction.path("urls").path("cancel").asText(base + "/cancel");
    return new ImageStep.Started(
        new WireRequest(cancel, Map.of(), new byte[0], List.of()),
        read(prediction, look, 0, dropped));
  }

  private static ImageStep read(
      JsonNode prediction, WireRequest look, int looks, List<String> dropped) {
    return switch (prediction.path("status").asText()) {
      case "succeeded" ->
          ImageAnswers.doneWithUrls(ImageAnswers.texts(prediction.path("output")), dropped);
      case "failed" -> throw failure(prediction.path("error").asText(""));
      case "canceled", "aborted" ->
          throw UpstreamFailure.of(UpstreamFault.SERVER, "the prediction was called off");
      // starting, processing
      default ->
          new ImageStep.Pause(
              ImageAnswers.pause(looks),
              new ImageStep.Send(
                  look, answer -> read(AnswerJson.read(answer.body()), look, looks + 1, dropped)));
    };
  }

  private static UpstreamFailure failure(String error) {
    String words = error.toLowerCase(Locale.ROOT);
    if (words.contains("nsfw") || words.contains("sensitive") || words.contains("safety")) {
      return Moderation.refusal(error);
    }
    return ErrorClassifier.classify(500, List.of(), error, null, null);
  }
}
