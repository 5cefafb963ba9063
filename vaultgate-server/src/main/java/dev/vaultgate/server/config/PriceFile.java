package dev.vaultgate.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.json.Json;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file of prices by model, as the management API takes them. */
public final class PriceFile {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?");

  private PriceFile() {}

  /**
   * Reads a file of YAML or JSON. What its entries mean is left to whoever takes them.
   *
   * @throws ConfigException when it cannot be read
   */
  public static JsonNode read(Path file) {
    return json(YamlFile.read(file));
  }

  private static JsonNode json(Node node) {
    if (node instanceof Node.Mapping mapping) {
      ObjectNode json = Json.object();
      mapping.entries().forEach((name, entry) -> json.set(name, json(entry.value())));
      return json;
    }
    if (node instanceof Node.Sequence sequence) {
      ArrayNode json = Json.mapper().createArrayNode();
      sequence.items().forEach(item -> json.add(json(item)));
      return json;
    }
    return node instanceof Node.Scalar scalar ? json(scalar.text()) : NullNode.getInstance();
  }

  /** A number exactly as it is written. */
  private static JsonNode json(String text) {
    return NUMBER.matcher(text).matches()
        ? DecimalNode.valueOf(new BigDecimal(text))
        : TextNode.valueOf(text);
  }
}
