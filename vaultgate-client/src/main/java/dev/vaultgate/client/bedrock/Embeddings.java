package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.InvalidRequestException;
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
 * Vectors by {@code /invoke}, in the words of the model's maker: Amazon's Titan, one text at a
 * time, and Cohere's models.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html">Titan</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html">Cohere</a>
 */
final class Embeddings implements Wire.EmbeddingWire {

  /** Fields of the makers that OpenAI's request has not; passed on where they are given. */
  private static final Set<String> TITANS = Set.of("normalize");

  private static final Set<String> COHERES = Set.of("input_type", "truncate");

  /** How the caller wants the numbers is the gateway's business. */
  private static final String FORMAT = "encoding_format";

  @Override
  public WireRequest encode(EmbeddingRequest request, Target target) {
    boolean isCohere = isCohere(target);
    ObjectNode body = isCohere ? cohere(request) : titan(request);
    Set<String> passed = isCohere ? COHERES : TITANS;
    List<String> dropped = new ArrayList<>();
    request
        .extra()
        .forEach(
            (field, value) -> {
              if (passed.contains(field)) {
                body.set(field, value);
              } else if (!field.equals(FORMAT)) {
                dropped.add(field);
              }
            });
    if (request.user() != null) {
      dropped.add("user");
    }
    return new WireRequest(Address.embeddings(target), Map.of(), Json.bytes(body), dropped);
  }

  private static boolean isCohere(Target target) {
    return Maker.of(target.model()) == Maker.COHERE;
  }

  /** It wants to know what a text is for: a document to be found, unless the caller says. */
  private static ObjectNode cohere(EmbeddingRequest request) {
    ObjectNode body = Json.object().put("input_type", "search_document");
    ArrayNode texts = body.putArray("texts");
    request.input().forEach(texts::add);
    if (request.dimensions() != null) {
      body.put("output_dimension", request.dimensions());
    }
    return body;
  }

  private static ObjectNode titan(EmbeddingRequest request) {
    if (request.input().size() > 1) {
      throw InvalidRequestException.value(
          "input", request.input().size() + " texts", "one text for this model");
    }
    ObjectNode body = Json.object().put("inputText", request.input().get(0));
    if (request.dimensions() != null) {
      body.put("dimensions", request.dimensions());
    }
    return body;
  }

  /** Cohere's answers hold the vectors alone, or by the kind of their numbers. */
  @Override
  public EmbeddingResponse decodeEmbeddings(byte[] body, EmbeddingRequest request, Target target) {
    JsonNode answer = AnswerJson.read(body);
    JsonNode one = answer.path("embedding");
    JsonNode many = answer.path("embeddings");
    List<float[]> vectors =
        one.isArray()
            ? List.of(Vectors.vector(one))
            : Vectors.read(many.isObject() ? many.path("float") : many);
    JsonNode tokens = answer.path("inputTextTokenCount");
    return new EmbeddingResponse(
        target.model(), vectors, tokens.isNumber() ? Usage.of(tokens.asLong(), 0) : null, Map.of());
  }
}
