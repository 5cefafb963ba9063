package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.Map;

/**
 * The sources of a text block as OpenAI's {@code annotations}. OpenAI knows addresses of pages
 * alone, so citations of the caller's own documents are left out.
 */
final class Citations {

  static final String FIELD = "annotations";

  private final ArrayNode annotations = Json.mapper().createArrayNode();

  /**
   * Adds a citation of a block.
   *
   * @param start where the block begins in the text of the answer
   * @param end where it ends
   */
  void add(JsonNode citation, int start, int end) {
    String url = citation.path("url").asText();
    if (url.isEmpty()) {
      return;
    }
    ObjectNode annotation = annotations.addObject().put("type", "url_citation");
    annotation
        .putObject("url_citation")
        .put("url", url)
        .put("title", citation.path("title").asText())
        .put("start_index", start)
        .put("end_index", end);
  }

  boolean isEmpty() {
    return annotations.isEmpty();
  }

  /** The field that carries them. */
  Map<String, JsonNode> field() {
    return Map.of(FIELD, annotations);
  }
}
