package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a wish for images, taken one by one by a wire that is not OpenAI's. OpenAI's own
 * fields that the wire does not take are dropped and named; any other field was written for this
 * provider, and goes to it as it is.
 */
public final class ImageFields {

  /** Those of OpenAI's reference that may be left out without changing what is painted. */
  private static final Set<String> OPENAI =
      Set.of(
          "background",
          "input_fidelity",
          "moderation",
          "output_compression",
          "output_format",
          "partial_images",
          "stream",
          "style");

  private final ImageRequest request;
  private final Map<String, JsonNode> left;
  private final Set<String> dropped = new LinkedHashSet<>();

  public ImageFields(ImageRequest request) {
    this.request = request;
    this.left = new LinkedHashMap<>(request.extra());
  }

  /** The size in pixels; null where none was asked for. */
  public @Nullable PixelSize size() {
    PixelSize size = PixelSize.parse(request.size());
    if (size == null && request.size() != null && !request.size().equals("auto")) {
      dropped.add("size");
    }
    return size;
  }

  /** The quality; null where none was asked for. */
  public @Nullable String quality() {
    String quality = request.quality();
    return quality == null || quality.equals("auto") ? null : quality;
  }

  /** Takes a text among the further fields; null where it is absent. */
  public @Nullable String take(String name) {
    JsonNode value = left.remove(name);
    return value == null || !value.isTextual() ? null : value.textValue();
  }

  /** Takes a whole number among the further fields; null where it is absent. */
  public @Nullable Integer takeNumber(String name) {
    JsonNode value = left.remove(name);
    return value == null || !value.canConvertToInt() ? null : value.intValue();
  }

  /** Whether the caller wrote a field of the provider's own. */
  public boolean has(String name) {
    return left.containsKey(name);
  }

  public void drop(String field) {
    dropped.add(field);
  }

  /** An object of what is left: fields of the provider's own. */
  public ObjectNode rest() {
    ObjectNode rest = Json.object();
    left.forEach(
        (name, value) -> {
          if (!OPENAI.contains(name)) {
            rest.set(name, value);
          } else if (!isUsual(value)) {
            dropped.add(name);
          }
        });
    return rest;
  }

  /** What asks for nothing need not be told of. */
  private static boolean isUsual(JsonNode value) {
    return value.isNull()
        || value.asText().equals("auto")
        || value.isBoolean() && !value.booleanValue();
  }

  /** What was not carried; to be asked last. */
  public List<String> dropped() {
    if (request.user() != null) {
      dropped.add("user");
    }
    return new ArrayList<>(dropped);
  }
}
