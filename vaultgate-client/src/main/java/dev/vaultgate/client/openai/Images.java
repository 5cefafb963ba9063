package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.ImageJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Multipart;
import dev.vaultgate.client.PixelSize;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Images as OpenAI makes them, in one request, with the differences of those who copied it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/images">OpenAI's reference</a>
 */
final class Images implements Wire.ImageWire {

  private static final String GENERATIONS = "/images/generations";
  private static final String EDITS = "/images/edits";

  /** The shapes that xAI takes. */
  private static final List<String> RATIOS =
      List.of("1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "2:1", "1:2");

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    ImageRequest request = call.request();
    int times = 1;
    if (isDallE3(target) && request.images() > 1) {
      // It paints one image a request, and refuses to be asked for more.
      times = request.images();
      request = request.withImages(1);
    }
    List<String> dropped = new ArrayList<>();
    ObjectNode body = ImageJson.write(request.withModel(target.model()));
    fit(body, target, dropped);
    WireRequest sent =
        call.isEdit()
            ? edit(body, call, target, dropped)
            : new WireRequest(
                target.url("images", GENERATIONS), Map.of(), Json.bytes(body), dropped);
    return ImageStep.repeated(
        times, new ImageStep.Send(sent, answer -> read(answer.body(), dropped)));
  }

  /** What a model or host wants otherwise. The models of GPT always answer with data. */
  private static void fit(ObjectNode body, Target target, List<String> dropped) {
    if (isGptImage(target)) {
      if (body.path("response_format").asText().equals("b64_json")) {
        body.remove("response_format");
      }
      drop(body, dropped, "response_format", "style");
    }
    if (target.has(Quirk.IMAGE_ASPECT_RATIO)) {
      PixelSize size = PixelSize.parse(body.path("size").textValue());
      if (size != null) {
        body.remove("size");
        if (!body.has("aspect_ratio")) {
          body.put("aspect_ratio", size.nearest(RATIOS));
        }
        if (!body.has("resolution") && !size.sizeClass().equals("4K")) {
          body.put("resolution", size.sizeClass().equals("1K") ? "1k" : "2k");
        }
      }
      drop(body, dropped, "size", "quality", "style", "background", "output_format", "moderation");
    }
    if (target.has(Quirk.IMAGE_WIDTH_HEIGHT)) {
      PixelSize size = PixelSize.parse(body.path("size").textValue());
      if (size != null) {
        body.remove("size");
        body.put("width", size.width()).put("height", size.height());
      }
      if (body.path("response_format").asText().equals("b64_json")) {
        body.put("response_format", "base64");
      }
      drop(body, dropped, "size", "quality", "style", "background", "moderation", "user");
    }
  }

  private static void drop(ObjectNode body, List<String> dropped, String... fields) {
    for (String field : fields) {
      JsonNode value = body.remove(field);
      // "auto" asks for nothing.
      if (value != null && !value.asText().equals("auto")) {
        dropped.add(field);
      }
    }
  }

  private static WireRequest edit(
      ObjectNode body, ImageCall call, Target target, List<String> dropped) {
    String url = target.url("image_edits", EDITS);
    if (target.has(Quirk.IMAGE_ASPECT_RATIO)) {
      call.refuseMask();
      return new WireRequest(url, Map.of(), Json.bytes(withImages(body, call, true)), dropped);
    }
    if (target.has(Quirk.IMAGE_WIDTH_HEIGHT)) {
      call.refuseMask();
      if (call.inputs().size() > 1) {
        throw InvalidRequestException.value(
            "image", call.inputs().size() + " images", "one image for this model");
      }
      body.put("image_url", call.inputs().get(0).url());
      return new WireRequest(
          target.url("images", GENERATIONS), Map.of(), Json.bytes(body), dropped);
    }
    boolean isAllData = call.inputs().stream().allMatch(input -> input.data() != null);
    if (!isAllData) {
      return new WireRequest(url, Map.of(), Json.bytes(withImages(body, call, false)), dropped);
    }
    Multipart form = new Multipart();
    body.properties().forEach(field -> form.field(field.getKey(), text(field.getValue())));
    String name = call.inputs().size() == 1 ? "image" : "image[]";
    call.inputs().forEach(input -> form.image(name, input));
    if (call.mask() != null) {
      form.image("mask", call.mask());
    }
    return new WireRequest(url, Map.of("Content-Type", form.contentType()), form.bytes(), dropped);
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** The form in JSON, where addresses stand in the place of bytes. */
  private static ObjectNode withImages(ObjectNode body, ImageCall call, boolean typed) {
    if (typed) {
      ArrayNode images = Json.mapper().createArrayNode();
      call.inputs()
          .forEach(input -> images.addObject().put("url", input.url()).put("type", "image_url"));
      return images.size() == 1 ? body.set("image", images.get(0)) : body.set("images", images);
    }
    ArrayNode images = body.putArray("images");
    for (ImageInput input : call.inputs()) {
      images.addObject().put("image_url", input.url());
    }
    if (call.mask() != null) {
      body.putObject("mask").put("image_url", call.mask().url());
    }
    return body;
  }

  private static ImageStep read(byte[] body, List<String> dropped) {
    JsonNode answer = OpenAiWire.parsed(body);
    OpenAiWire.refuseError(answer);
    try {
      ImageResponse response = ImageJson.readResponse(answer);
      return new ImageStep.Done(new ImageReply(response, dropped));
    } catch (InvalidRequestException e) {
      throw UpstreamFailure.invalid("an answer of another shape: " + e.getMessage(), e);
    }
  }

  private static boolean isGptImage(Target target) {
    String name = name(target);
    return name.startsWith("gpt-image") || name.startsWith("chatgpt-image");
  }

  private static boolean isDallE3(Target target) {
    return name(target).startsWith("dall-e-3");
  }

  /** Hosts put the maker before the name. */
  private static String name(Target target) {
    return target.model().substring(target.model().lastIndexOf('/') + 1);
  }
}
