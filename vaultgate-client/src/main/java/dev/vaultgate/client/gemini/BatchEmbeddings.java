package dev.vaultgate.client.gemini;

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
 * Vectors by {@code :batchEmbedContents}, for one text as for many. What they are for may be said
 * by {@code task_type}.
 *
 * @see <a href="https://ai.google.dev/api/embeddings">Google's reference</a>
 */
final class BatchEmbeddings implements Wire.EmbeddingWire {

  private static final String TASK_TYPE = "task_type";

  @Override
  public WireRequest encode(EmbeddingRequest request, Target target) {
    String model =
        target.model().startsWith("models/") ? target.model() : "models/" + target.model();
    JsonNode task = request.extra().get(TASK_TYPE);
    ObjectNode body = Json.object();
    ArrayNode requests = body.putArray("requests");
    for (String text : request.input()) {
      ObjectNode one = requests.addObject().put("model", model);
      one.putObject("content").putArray("parts").addObject().put("text", text);
      if (request.dimensions() != null) {
        one.put("outputDimensionality", request.dimensions());
      }
      if (task != null) {
        one.set("taskType", task);
      }
    }
    List<String> dropped = new ArrayList<>(request.extra().keySet());
    dropped.removeAll(List.of(TASK_TYPE, "encoding_format"));
    if (request.user() != null) {
      dropped.add("user");
    }
    return new WireRequest(
        target.url("embeddings", "/" + model + ":batchEmbedContents"),
        Map.of(),
        Json.bytes(body),
        dropped);
  }

  @Override
  public EmbeddingResponse decodeEmbeddings(byte[] body, EmbeddingRequest request, Target target) {
    JsonNode answer = AnswerJson.read(body);
    if (!answer.path("embeddings").isArray()) {
      throw UpstreamFailure.invalid("an answer without vectors", null);
    }
    List<float[]> vectors = new ArrayList<>();
    answer.path("embeddings").forEach(one -> vectors.add(Vectors.vector(one.path("values"))));
    JsonNode count = answer.path("usageMetadata").path("promptTokenCount");
    return new EmbeddingResponse(
        target.model(),
        vectors,
        count.isNumber() ? Usage.of(count.longValue(), 0) : null,
        Map.of());
  }
}
