package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ImageAnswers;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageFields;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Moderation;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The models of the Imagen family, by the method {@code predict}: up to four images a request. */
final class Imagen {

  private static final int IMAGES_MAX = 4;
  private static final String CHAT_METHOD = ":generateContent";
  private static final List<String> RATIOS = List.of("1:1", "3:4", "4:3", "9:16", "16:9");

  private Imagen() {}

  /** {@code imagen-…}; the first of them are called {@code imagegeneration}. */
  static boolean isMeant(Target target) {
    String name = target.model().substring(target.model().lastIndexOf('/') + 1);
    return name.startsWith("imagen") || name.startsWith("imagegeneration");
  }

  static ImageStep begin(ImageCall call, Target target) {
    call.refuseEdit();
    ImageFields fields = new ImageFields(call.request());
    ObjectNode body = Json.object();
    body.putArray("instances").addObject().put("prompt", call.request().prompt());
    ObjectNode parameters = body.putObject("parameters");
    PixelSize size = fields.size();
    if (size != null) {
      parameters.put("aspectRatio", size.nearest(RATIOS));
    }
    String negative = fields.take("negative_prompt");
    if (negative != null) {
      parameters.put("negativePrompt", negative);
    }
    Integer seed = fields.takeNumber("seed");
    if (seed != null) {
      parameters.put("seed", seed);
    }
    if (fields.quality() != null) {
      fields.drop("quality");
    }
    fields.rest().properties().forEach(field -> fields.drop(field.getKey()));
    List<String> dropped = fields.dropped();
    List<ImageStep> requests = new ArrayList<>();
    for (int left = call.request().images(); left > 0; left -= IMAGES_MAX) {
      parameters.put("sampleCount", Math.min(left, IMAGES_MAX));
      WireRequest request = new WireRequest(address(target), Map.of(), Json.bytes(body), dropped);
      requests.add(new ImageStep.Send(request, answer -> read(answer, dropped)));
    }
    return requests.size() == 1 ? requests.get(0) : new ImageStep.Several(requests);
  }

  private static String address(Target target) {
    String chat = Address.of(target, false);
    return chat.endsWith(CHAT_METHOD)
        ? chat.substring(0, chat.length() - CHAT_METHOD.length()) + ":predict"
        : chat;
  }

  private static ImageStep read(ImageStep.Answer answer, List<String> dropped) {
    JsonNode body = AnswerJson.read(answer.body());
    if (body.path("error").isObject()) {
      throw ErrorReader.read(body);
    }
    List<GeneratedImage> images = new ArrayList<>();
    String reason = "";
    for (JsonNode prediction : body.path("predictions")) {
      JsonNode data = prediction.path("bytesBase64Encoded");
      reason = prediction.path("raiFilteredReason").asText(reason);
      if (data.isTextual()) {
        images.add(Images.image(data.textValue(), prediction.path("mimeType")));
      }
    }
    // Where all were refused, no prediction may be there at all.
    if (images.isEmpty()) {
      throw Moderation.refusal(reason);
    }
    return ImageAnswers.done(images, dropped);
  }
}
