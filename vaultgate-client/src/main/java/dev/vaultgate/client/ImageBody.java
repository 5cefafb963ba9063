package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.ImageJson;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bodies in JSON of {@code /v1/images/generations} and {@code /v1/images/edits}. The latter names
 * its images as {@code images} ({@code [{"image_url": …}]}, or plain addresses) or {@code image},
 * and its mask as {@code mask}.
 */
public final class ImageBody {

  private ImageBody() {}

  /** Reads the body of a request for new images. */
  public static ImageCall parseGeneration(byte[] body) {
    return readGeneration(tree(body));
  }

  /**
   * Reads the body of a request to edit.
   *
   * @throws InvalidRequestException without a prompt or an image
   */
  public static ImageCall parseEdit(byte[] body) {
    return readEdit(tree(body));
  }

  private static JsonNode tree(byte[] body) {
    try {
      JsonIndex json = JsonIndex.parse(body);
      return json.tree(json.root());
    } catch (JsonSyntaxException e) {
      throw InvalidRequestException.json("The body is not valid JSON: " + e.getMessage() + ".");
    }
  }

  /** Reads a request for new images; fields that only edits have stay among the others. */
  static ImageCall readGeneration(JsonNode body) {
    refuseStream(body);
    ForbiddenFields.check(body);
    return ImageCall.of(ImageJson.readRequest(body));
  }

  /** Images come whole. */
  private static void refuseStream(JsonNode body) {
    if (body.path("stream").asBoolean(false)) {
      throw InvalidRequestException.value("stream", true, "false: images come whole");
    }
  }

  static ImageCall readEdit(JsonNode body) {
    if (!(body instanceof ObjectNode members)) {
      return ImageCall.of(ImageJson.readRequest(body));
    }
    ObjectNode rest = members.deepCopy();
    List<ImageInput> inputs = new ArrayList<>();
    for (String field : new String[] {"images", "image"}) {
      JsonNode images = rest.remove(field);
      if (images != null && images.isArray()) {
        for (JsonNode image : images) {
          inputs.add(input(image, field + "[" + inputs.size() + "]"));
        }
      } else if (images != null && !images.isNull()) {
        inputs.add(input(images, field));
      }
    }
    JsonNode mask = rest.remove("mask");
    ImageInput maskInput = mask == null || mask.isNull() ? null : input(mask, "mask");
    return edit(rest, inputs, maskInput);
  }

  /** A request to edit whose images came otherwise. */
  public static ImageCall edit(
      ObjectNode fields, List<ImageInput> inputs, @Nullable ImageInput mask) {
    ForbiddenFields.check(fields);
    refuseStream(fields);
    ImageCall call = new ImageCall(ImageJson.readRequest(fields), inputs, mask, false);
    if (!call.isEdit()) {
      throw InvalidRequestException.missing("image");
    }
    return call;
  }

  private static ImageInput input(JsonNode image, String path) {
    for (JsonNode place :
        new JsonNode[] {
          image, image.path("image_url"), image.path("url"), image.path("image_url").path("url")
        }) {
      if (place.isTextual()) {
        return ImageInput.parse(place.textValue(), path);
      }
    }
    throw InvalidRequestException.value(path, "no image", "an object with image_url");
  }
}
