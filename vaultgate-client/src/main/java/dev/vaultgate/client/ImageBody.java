package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.ImageJson;
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

  /** Reads a request for new or edited images: those that hand in images. */
  public static ImageCall read(JsonNode body) {
    return body.has("images") || body.has("image") ? readEdit(body) : readGeneration(body);
  }

  /** Reads a request for new images; fields that only edits have stay among the others. */
  public static ImageCall readGeneration(JsonNode body) {
    return ImageCall.of(ImageJson.readRequest(body));
  }

  /**
   * Reads a request to edit.
   *
   * @throws InvalidRequestException without a prompt or an image
   */
  public static ImageCall readEdit(JsonNode body) {
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
    ImageCall call = new ImageCall(ImageJson.readRequest(fields), inputs, mask);
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
