package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Copies members under other names, where they are. */
record Copies(JsonNode from, ObjectNode to) {

  static Copies of(JsonNode from, ObjectNode to) {
    return new Copies(from, to);
  }

  Copies as(String theirs, String ours) {
    if (from.has(theirs)) {
      to.set(ours, from.get(theirs));
    }
    return this;
  }
}
