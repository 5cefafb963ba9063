package dev.vaultgate.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * The one mapper of the house: trees only, no class binding, exact numbers, nothing after the
 * value.
 */
public final class Json {

  /** Long enough for a base64 image of 24 MB, the largest body being 32 MB. */
  private static final int STRING_CHARS_MAX = 40_000_000;

  /**
   * Sets of buffers that are kept for all threads, of some 20 KB each. Where each keeps its own,
   * which is Jackson's usual way, every stream has one, and a virtual thread never meets it again.
   */
  private static final int BUFFERS_KEPT = 64;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS_KEPT))
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(STRING_CHARS_MAX)
                          .maxNestingDepth(1000)
                          .maxNumberLength(1000)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  private Json() {}

  /** A mapper that callers must not configure. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Reads one value. */
  public static JsonNode read(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  /** Reads one value. */
  public static JsonNode read(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /** Writes a tree, without white space. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree could not be written", e);
    }
  }

  /** Writes a tree, without white space. */
  public static String text(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree could not be written", e);
    }
  }
}
