package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of the fields that have no component of their own, in the order they were sent. */
final class Extra {

  private Extra() {}

  static Map<String, JsonNode> copyOf(Map<String, JsonNode> extra) {
    return extra.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }
}
