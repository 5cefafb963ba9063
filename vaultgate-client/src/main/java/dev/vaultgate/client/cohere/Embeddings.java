package dev.vaultgate.client.cohere;

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
 * Vectors by Cohere's API. It wants to know what a text is for, which OpenAI's request does not
 * say: a document to be found, unless the caller says otherwise by {@code input_type}.
 *
 * @see <a href="https://docs.cohere.com/reference/embed">Cohere's reference</a>
 */
final class Embeddings implements Wire.EmbeddingWire {

  private static final String PATH = "/v2/embed";

  /** Fields of the API that OpenAI's request has not; passed on where they are given. */
  private static final Set<String> PASSED = Set.of("input_type", "truncate", "max_tokens");

  /** How the caller wants the numbers is the gateway's business. */
  private static final String FORMAT = "encoding_format";

  @Override
  public WireRequest encode(EmbeddingRequest request, Target target) {
    ObjectNode body = Json.object().put("model", target.model());
    body.put("input_type", "search_document");
    ArrayNode texts = body.putArray("texts");
    request.input().forEach(texts::add);
    body.putArray("embedding_types").add("float");
    if (request.dimensions() != null) {
      body.put("output_dimension", request.dimensions());
    }
    List<String> dropped = new ArrayList<>();
    request
        .extra()
        .forEach(
            (field, value) -> {
              if (PASSED.contains(field)) {
                body.set(field, value);
              } else if (!field.equals(FORMAT)) {
                dropped.add(field);
              }
            });
    if (request.user() != null) {
      dropped.add("user");
    }
    return new WireRequest(target.url("embeddings", PATH), Map.of(), Json.bytes(body), dropped);
  }

  /** Version 1 of the API answers in the same form, or with the vectors alone. */
  @Override
  public EmbeddingResponse decodeEmbeddings(byte[] body, EmbeddingRequest request, Target target) {
    JsonNode answer = AnswerJson.read(body);
    JsonNode embeddings = answer.path("embeddings");
    JsonNode rows = embeddings.isArray() ? embeddings : embeddings.path("float");
    JsonNode billed = answer.path("meta").path("billed_units");
    Usage usage =
        billed.path("input_tokens").isNumber()
            ? Usage.of(
                billed.path("input_tokens").asLong() + billed.path("image_tokens").asLong(0), 0)
            : null;
    return new EmbeddingResponse(target.model(), Vectors.read(rows), usage, Map.of());
  }
}
