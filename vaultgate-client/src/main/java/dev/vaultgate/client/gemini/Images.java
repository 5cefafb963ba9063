package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageFields;
import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Moderation;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Images as Gemini's models paint them: an answer like any other, with the image among its parts,
 * one for each request. Models of the Imagen family have a method of their own.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/image-generation">Google's guide</a>
 */
final class Images implements Wire.ImageWire {

  private static final List<String> RATIOS =
      List.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9");

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    if (Imagen.isMeant(target)) {
      return Imagen.begin(call, target);
    }
    call.refuseMask();
    ImageFields fields = new ImageFields(call.request());
    ObjectNode body = Json.object();
    ArrayNode parts = body.putArray("contents").addObject().put("role", "user").putArray("parts");
    for (ImageInput input : call.inputs()) {
      parts.add(Parts.image(input.url(), "image"));
    }
    parts.addObject().put("text", call.request().prompt());
    ObjectNode config = body.putObject("generationConfig");
    config.putArray("responseModalities").add("IMAGE");
    imageConfig(config, fields);
    fields.rest().properties().forEach(field -> fields.drop(field.getKey()));
    List<String> dropped = fields.dropped();
    WireRequest request =
        new WireRequest(Address.of(target, false), Map.of(), Json.bytes(body), dropped);
    return ImageStep.repeated(
        call.request().images(), new ImageStep.Send(request, answer -> read(answer, dropped)));
  }

  private static void imageConfig(ObjectNode config, ImageFields fields) {
    PixelSize size = fields.size();
    if (size != null) {
      ObjectNode image = config.putObject("imageConfig");
      image.put("aspectRatio", size.nearest(RATIOS));
      // The older models know one class only and refuse to be told of any.
      if (!size.sizeClass().equals("1K")) {
        image.put("imageSize", size.sizeClass());
      }
    }
    if (fields.quality() != null) {
      fields.drop("quality");
    }
    Integer seed = fields.takeNumber("seed");
    if (seed != null) {
      config.put("seed", seed);
    }
  }

  private static ImageStep read(ImageStep.Answer answer, List<String> dropped) {
    JsonNode body = AnswerJson.read(answer.body());
    if (body.path("error").isObject()) {
      throw ErrorReader.read(body);
    }
    String blocked = body.path("promptFeedback").path("blockReason").asText("");
    if (!blocked.isEmpty()) {
      throw Moderation.refusal("The prompt was refused: " + blocked + ".");
    }
    List<GeneratedImage> images = new ArrayList<>();
    for (JsonNode candidate : body.path("candidates")) {
      for (JsonNode part : candidate.path("content").path("parts")) {
        JsonNode data = part.path("inlineData");
        if (data.path("data").isTextual() && !part.path("thought").asBoolean(false)) {
          images.add(image(data.path("data").textValue(), data.path("mimeType")));
        }
      }
      if (images.isEmpty()) {
        refuse(candidate);
      }
    }
    return new ImageStep.Done(
        new ImageReply(
            new ImageResponse(0, images, usage(body.get("usageMetadata")), Map.of()), dropped));
  }

  static GeneratedImage image(String base64, JsonNode mimeType) {
    Map<String, JsonNode> extra = mimeType.isTextual() ? Map.of("mime_type", mimeType) : Map.of();
    return new GeneratedImage(null, base64, null, extra);
  }

  private static void refuse(JsonNode candidate) {
    String word = candidate.path("finishReason").asText("");
    String message = candidate.path("finishMessage").asText("");
    FinishReason reason = FinishReasons.read(word, message, false);
    if (reason.kind() == FinishReason.Kind.CONTENT_FILTER) {
      throw Moderation.refusal(
          message.isEmpty() ? "The image was refused: " + word + "." : message);
    }
  }

  /** Images count input and output, chats prompt and completion. */
  private static @Nullable Usage usage(@Nullable JsonNode metadata) {
    if (metadata == null) {
      return null;
    }
    Usage read = UsageReader.read(metadata);
    Map<String, JsonNode> extra = new LinkedHashMap<>();
    read.extra()
        .forEach(
            (name, value) ->
                extra.put(
                    name.startsWith("prompt") ? "input_tokens_details" : "output_tokens_details",
                    value));
    return new Usage(
        read.promptTokens(),
        read.completionTokens(),
        read.totalTokens(),
        read.cachedTokens(),
        read.cacheWriteTokens(),
        read.reasoningTokens(),
        extra);
  }
}
