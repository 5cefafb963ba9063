package dev.vaultgate.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Trees from an index. */
final class JsonTree {

  /** So many digits always fit into a long. */
  private static final int LONG_DIGITS = 18;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  static JsonNode build(JsonIndex index, int token) {
    return switch (index.kind(token)) {
      case OBJECT -> object(index, token);
      case ARRAY -> array(index, token);
      case STRING -> NODES.textNode(index.text(token));
      case NUMBER -> number(index.source(token));
      case TRUE -> NODES.booleanNode(true);
      case FALSE -> NODES.booleanNode(false);
      case NULL -> NODES.nullNode();
    };
  }

  private static ObjectNode object(JsonIndex index, int object) {
    ObjectNode node = NODES.objectNode();
    for (int name = index.firstChild(object);
        name >= 0;
        name = index.nextSibling(object, name + 1)) {
      node.set(index.text(name), build(index, name + 1));
    }
    return node;
  }

  private static ArrayNode array(JsonIndex index, int array) {
    ArrayNode node = NODES.arrayNode();
    for (int e = index.firstChild(array); e >= 0; e = index.nextSibling(array, e)) {
      node.add(build(index, e));
    }
    return node;
  }

  private static JsonNode number(String source) {
    if (source.indexOf('.') >= 0 || source.indexOf('e') >= 0 || source.indexOf('E') >= 0) {
      return NODES.numberNode(new BigDecimal(source));
    }
    if (source.length() > LONG_DIGITS) {
      BigInteger whole = new BigInteger(source);
      return whole.bitLength() < Long.SIZE
          ? NODES.numberNode(whole.longValue())
          : NODES.numberNode(whole);
    }
    long whole = Long.parseLong(source);
    return (int) whole == whole ? NODES.numberNode((int) whole) : NODES.numberNode(whole);
  }
}
