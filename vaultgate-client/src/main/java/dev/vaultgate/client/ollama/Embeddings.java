package dev.vaultgate.client.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Vectors;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vectors by {@code /api/embed}.
 *
 * @see <a href="https://docs.ollama.com/api/embed">Ollama's reference</a>
 */
final class Embeddings implements Wire.EmbeddingWire {

  private static final String PATH = "/api/embed";
  private static final Set<String> PASSED = Set.of("truncate", "keep_alive", "options");

  @Override
  public WireRequest encode(EmbeddingRequest request, Target target) {
    ObjectNode body = Json.object().put("model", target.model());
    ArrayNode input = body.putArray("input");
    request.input().forEach(input::add);
    if (request.dimensions() != null) {
      body.put("dimensions", request.dimensions());
    }
    List<String> dropped = new ArrayList<>();
    request
        .extra()
        .forEach(
            (field, value) -> {
              if (PASSED.contains(field)) {
                body.set(field, value);
              } else if (!field.equals("encoding_format")) {
                dropped.add(field);
              }
            });
    if (request.user() != null) {
      dropped.add("user");
    }
    return new WireRequest(target.url("embeddings", PATH), Map.of(), Json.bytes(body), dropped);
  }

  @Override
  public EmbeddingResponse decodeEmbeddings(byte[] body, EmbeddingRequest request, Target target) {
    JsonNode answer = AnswerJson.read(body);
    JsonNode count = answer.path("prompt_eval_count");
    return new EmbeddingResponse(
        answer.path("model").asText(target.model()),
        Vectors.read(answer.path("embeddings")),
        count.isNumber() ? Usage.of(count.longValue(), 0) : null,
        Map.of());
  }
}
