package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Embedding requests and answers as the bodies of {@code POST /v1/embeddings}. */
public final class EmbeddingJson {

  private EmbeddingJson() {}

  public static EmbeddingRequest readRequest(JsonNode body) {
    Fields fields = new Fields(body, "");
    String model = fields.requiredString("model");
    JsonNode input = fields.required("input");
    List<String> texts = new ArrayList<>();
    for (JsonNode text : input.isArray() ? input : List.of(input)) {
      if (!text.isTextual()) {
        throw InvalidRequestException.value(
            "input",
            Fields.kind(text),
            "a string or an array of strings; tokens go to providers of OpenAI's dialect alone");
      }
      texts.add(text.textValue());
    }
    return new EmbeddingRequest(
        model, texts, fields.integer("dimensions"), fields.string("user"), fields.rest());
  }

  public static ObjectNode write(EmbeddingRequest request) {
    ObjectNode body = Json.object().put("model", request.model());
    ArrayNode input = body.putArray("input");
    request.input().forEach(input::add);
    if (request.dimensions() != null) {
      body.put("dimensions", request.dimensions());
    }
    if (request.user() != null) {
      body.put("user", request.user());
    }
    request.extra().forEach(body::set);
    return body;
  }

  /** Reads an answer, with vectors as arrays of numbers or as base64 of little-endian floats. */
  public static EmbeddingResponse readResponse(JsonNode body) {
    Fields fields = new Fields(body, "");
    fields.skip("object", "usage");
    String model = fields.string("model");
    List<float[]> vectors = new ArrayList<>();
    for (JsonNode item : fields.array("data")) {
      vectors.add(vector(item.path("embedding")));
    }
    return new EmbeddingResponse(
        model == null ? "" : model, vectors, UsageJson.read(body.get("usage")), fields.rest());
  }

  private static float[] vector(JsonNode embedding) {
    if (embedding.isTextual()) {
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode(embedding.textValue()))
              .order(ByteOrder.LITTLE_ENDIAN);
      float[] vector = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(vector);
      return vector;
    }
    float[] vector = new float[embedding.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) embedding.get(i).asDouble();
    }
    return vector;
  }

  /** Writes an answer with vectors as arrays of numbers. */
  public static ObjectNode write(EmbeddingResponse response) {
    return write(response, false);
  }

  /**
   * Writes an answer.
   *
   * @param base64 whether vectors are base64 of little-endian floats, instead of arrays of numbers
   */
  public static ObjectNode write(EmbeddingResponse response, boolean base64) {
    ObjectNode body = Json.object().put("object", "list");
    ArrayNode data = body.putArray("data");
    for (float[] vector : response.vectors()) {
      ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      if (base64) {
        item.put("embedding", Base64.getEncoder().encodeToString(bytes(vector)));
      } else {
        ArrayNode numbers = item.putArray("embedding");
        for (float number : vector) {
          numbers.add(number);
        }
      }
    }
    body.put("model", response.model());
    response.extra().forEach(body::set);
    if (response.usage() != null) {
      // Nothing is written, so OpenAI counts no completion here.
      ObjectNode usage = UsageJson.write(response.usage());
      usage.remove(
          List.of("completion_tokens", "prompt_tokens_details", "completion_tokens_details"));
      body.set("usage", usage);
    }
    return body;
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }
}
