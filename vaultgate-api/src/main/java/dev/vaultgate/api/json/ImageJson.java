package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.api.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Image requests and answers as the bodies of {@code POST /v1/images/generations}. */
public final class ImageJson {

  private ImageJson() {}

  /** Reads a request body strictly. */
  public static ImageRequest readRequest(JsonNode body) {
    Fields fields = new Fields(body, "");
    return new ImageRequest(
        fields.requiredString("model"),
        fields.requiredString("prompt"),
        fields.integer("n"),
        fields.string("size"),
        fields.string("quality"),
        fields.string("response_format"),
        fields.string("user"),
        fields.rest());
  }

  public static ObjectNode write(ImageRequest request) {
    ObjectNode body = Json.object();
    body.put("model", request.model()).put("prompt", request.prompt());
    if (request.n() != null) {
      body.put("n", request.n());
    }
    put(body, "size", request.size());
    put(body, "quality", request.quality());
    put(body, "response_format", request.responseFormat());
    put(body, "user", request.user());
    request.extra().forEach(body::set);
    return body;
  }

  /** Reads an answer leniently. */
  public static ImageResponse readResponse(JsonNode body) {
    Fields fields = new Fields(body, "");
    fields.skip("created", "usage");
    List<GeneratedImage> images = new ArrayList<>();
    for (JsonNode node : fields.array("data")) {
      Fields image = new Fields(node, "data");
      images.add(
          new GeneratedImage(
              image.string("url"),
              image.string("b64_json"),
              image.string("revised_prompt"),
              image.rest()));
    }
    return new ImageResponse(
        body.path("created").asLong(0), images, usage(body.get("usage")), fields.rest());
  }

  public static ObjectNode write(ImageResponse response) {
    ObjectNode body = Json.object().put("created", response.created());
    ArrayNode data = body.putArray("data");
    for (GeneratedImage image : response.images()) {
      ObjectNode node = data.addObject();
      put(node, "url", image.url());
      put(node, "b64_json", image.base64());
      put(node, "revised_prompt", image.revisedPrompt());
      image.extra().forEach(node::set);
    }
    response.extra().forEach(body::set);
    Usage usage = response.usage();
    if (usage != null) {
      ObjectNode node =
          body.putObject("usage")
              .put("input_tokens", usage.promptTokens())
              .put("output_tokens", usage.completionTokens())
              .put("total_tokens", usage.totalTokens());
      usage.extra().forEach(node::set);
    }
    return body;
  }

  /** Images count {@code input_tokens} and {@code output_tokens}, unlike chat. */
  private static @Nullable Usage usage(@Nullable JsonNode usage) {
    if (usage == null || !usage.has("input_tokens")) {
      return null;
    }
    Map<String, JsonNode> extra = new LinkedHashMap<>();
    usage.properties().forEach(member -> extra.put(member.getKey(), member.getValue()));
    extra.keySet().removeAll(List.of("input_tokens", "output_tokens", "total_tokens"));
    long input = usage.path("input_tokens").asLong(0);
    long output = usage.path("output_tokens").asLong(0);
    return new Usage(
        input, output, usage.path("total_tokens").asLong(input + output), 0, 0, 0, extra);
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }
}
