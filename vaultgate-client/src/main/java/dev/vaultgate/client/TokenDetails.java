package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts within counts, such as {@code output_tokens_details.image_tokens}, added up. */
final class TokenDetails {

  private TokenDetails() {}

  static Map<String, JsonNode> sum(Map<String, JsonNode> one, Map<String, JsonNode> other) {
    Map<String, JsonNode> sum = new LinkedHashMap<>(one);
    other.forEach((name, value) -> sum.merge(name, value, TokenDetails::sum));
    return sum;
  }

  private static JsonNode sum(JsonNode one, JsonNode other) {
    if (!(one instanceof ObjectNode) || !other.isObject()) {
      return one;
    }
    ObjectNode sum = one.deepCopy();
    other
        .properties()
        .forEach(
            count -> {
              JsonNode there = sum.get(count.getKey());
              if (there == null) {
                sum.set(count.getKey(), count.getValue());
              } else if (there.isIntegralNumber() && count.getValue().isIntegralNumber()) {
                sum.put(count.getKey(), there.longValue() + count.getValue().longValue());
              }
            });
    return sum;
  }
}
