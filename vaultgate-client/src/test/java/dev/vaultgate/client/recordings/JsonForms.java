package dev.vaultgate.client.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Changes to trees that the forms of several dialects need. */
public final class JsonForms {

  private JsonForms() {}

  /** A copy with numbers in one spelling, so that 1, 1.0 and 1e0 are equal. */
  public static JsonNode plainNumbers(JsonNode tree) {
    if (tree.isNumber()) {
      BigDecimal plain = tree.decimalValue().stripTrailingZeros();
      return DecimalNode.valueOf(plain.scale() < 0 ? plain.setScale(0) : plain);
    }
    if (tree.isObject()) {
      ObjectNode copy = Json.object();
      tree.properties()
          .forEach(member -> copy.set(member.getKey(), plainNumbers(member.getValue())));
      return copy;
    }
    if (tree.isArray()) {
      ArrayNode copy = Json.mapper().createArrayNode();
      tree.forEach(element -> copy.add(plainNumbers(element)));
      return copy;
    }
    return tree;
  }

  /** Calls the consumer for every object of a tree, the innermost first. */
  public static void objects(JsonNode tree, Consumer<ObjectNode> consumer) {
    List<JsonNode> children = new ArrayList<>();
    tree.forEach(children::add);
    children.forEach(child -> objects(child, consumer));
    if (tree instanceof ObjectNode object) {
      consumer.accept(object);
    }
  }

  /** Removes a member of this name wherever it is. */
  public static void removeEverywhere(JsonNode tree, String name) {
    objects(tree, object -> object.remove(name));
  }

  /** Removes a member that has the value which is meant where it is left out. */
  public static void removeDefault(ObjectNode object, String name, JsonNode value) {
    if (value.equals(object.get(name))) {
      object.remove(name);
    }
  }
}
