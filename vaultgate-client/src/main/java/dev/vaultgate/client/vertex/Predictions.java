package dev.vaultgate.client.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Vectors;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Vectors by {@code :predict}. What a text is for may be said by {@code task_type}.
 *
 * @see <a
 *     href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api">Google's
 *     reference</a>
 */
final class Predictions implements Wire.EmbeddingWire {

  private static final String TASK_TYPE = "task_type";

  @Override
  public WireRequest encode(EmbeddingRequest request, Target target) {
    JsonNode task = request.extra().get(TASK_TYPE);
    ObjectNode body = Json.object();
    ArrayNode instances = body.putArray("instances");
    for (String text : request.input()) {
      ObjectNode instance = instances.addObject().put("content", text);
      if (task != null) {
        instance.set(TASK_TYPE, task);
      }
    }
    if (request.dimensions() != null) {
      body.putObject("parameters").put("outputDimensionality", request.dimensions());
    }
    List<String> dropped = new ArrayList<>(request.extra().keySet());
    dropped.removeAll(List.of(TASK_TYPE, "encoding_format"));
    if (request.user() != null) {
      dropped.add("user");
    }
    return new WireRequest(
        Publisher.base(target) + "/publishers/google/models/" + target.model() + ":predict",
        Map.of(),
        Json.bytes(body),
        dropped);
  }

  @Override
  public EmbeddingResponse decodeEmbeddings(byte[] body, EmbeddingRequest request, Target target) {
    JsonNode predictions = AnswerJson.read(body).path("predictions");
    if (!predictions.isArray()) {
      throw UpstreamFailure.invalid("an answer without predictions", null);
    }
    List<float[]> vectors = new ArrayList<>();
    long tokens = 0;
    for (JsonNode prediction : predictions) {
      JsonNode embeddings = prediction.path("embeddings");
      vectors.add(Vectors.vector(embeddings.path("values")));
      tokens += embeddings.path("statistics").path("token_count").asLong(0);
    }
    return new EmbeddingResponse(
        target.model(), vectors, tokens == 0 ? null : Usage.of(tokens, 0), Map.of());
  }
}
