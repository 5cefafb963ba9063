package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The OpenAPI 3.1 document of the management API, made from its table of operations and the schemas
 * beside it. What it says of paths, parameters and access can therefore not go stale.
 */
public final class OpenApi {

  private static final String SCHEMAS = "#/components/schemas/";
  private static final String ERROR = "Error";
  private static final Map<String, String> ERRORS =
      Map.of(
          "400", "The request is wrong; the error names the field.",
          "401", "Nobody is signed in.",
          "403", "Whoever is signed in may not.",
          "404", "There is no such object, or it is somebody else's.");

  private OpenApi() {}

  /**
   * The document. Who is no administrator is told of what users do, and of nothing else: not even
   * of the schemas that only administrators meet.
   */
  public static ObjectNode document(List<Topic> topics, boolean forAdministrators) {
    ObjectNode document = Json.object().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "VaultGate management API")
        .put("version", "1")
        .put("description", "Keys, credit, usage and everything else that is administered.");
    document.putArray("servers").addObject().put("url", "/api/v1");
    ObjectNode paths = document.putObject("paths");
    ObjectNode schemas = Json.object();
    for (Topic topic : topics) {
      for (Operation operation : topic.operations()) {
        if (forAdministrators || operation.access() != Access.ADMIN) {
          paths
              .withObject("/" + escaped(operation.path().openApi()))
              .set(operation.method().toLowerCase(Locale.ROOT), write(operation, topic.name()));
        }
      }
      schemas.setAll(schemas(topic.name()));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", named(paths, schemas));
    components.set("securitySchemes", securitySchemes());
    return document;
  }

  /** The schemas that the paths name, and those that these name. */
  private static ObjectNode named(JsonNode paths, ObjectNode schemas) {
    Set<String> wanted = new TreeSet<>();
    Deque<JsonNode> open = new ArrayDeque<>(List.of(paths));
    while (!open.isEmpty()) {
      for (String reference : open.pop().findValuesAsText("$ref")) {
        String name = reference.substring(SCHEMAS.length());
        if (wanted.add(name)) {
          open.push(schemas.required(name));
        }
      }
    }
    return schemas.deepCopy().retain(wanted);
  }

  /** A path as one token of a JSON pointer. */
  private static String escaped(String path) {
    return (path.isEmpty() ? "/" : path).replace("~", "~0").replace("/", "~1");
  }

  private static ObjectNode write(Operation operation, String topic) {
    ObjectNode node =
        Json.object().put("operationId", operation.id()).put("summary", operation.summary());
    node.putArray("tags").add(topic);
    if (operation.access() == Access.PUBLIC) {
      node.putArray("security");
    } else {
      ArrayNode security = node.putArray("security");
      security.addObject().putArray("adminKey");
      security.addObject().putArray("session");
    }
    node.put("x-access", operation.access().name().toLowerCase(Locale.ROOT));
    writeParameters(node, operation);
    if (operation.takes() != null) {
      ObjectNode body = node.putObject("requestBody").put("required", true);
      body.putObject("content")
          .putObject("application/json")
          .set("schema", reference(operation.takes()));
    }
    ObjectNode responses = node.putObject("responses");
    ObjectNode good = responses.putObject("2XX").put("description", "Done.");
    boolean isJson = !operation.gives().contains("/");
    ObjectNode content = good.putObject("content");
    content
        .putObject(isJson ? "application/json" : operation.gives())
        .set("schema", isJson ? reference(operation.gives()) : Json.object().put("type", "string"));
    ERRORS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            error ->
                responses
                    .putObject(error.getKey())
                    .put("description", error.getValue())
                    .putObject("content")
                    .putObject("application/json")
                    .set("schema", reference(ERROR)));
    return node;
  }

  private static void writeParameters(ObjectNode node, Operation operation) {
    ArrayNode parameters = Json.mapper().createArrayNode();
    for (String place : operation.path().places()) {
      ObjectNode parameter =
          parameters.addObject().put("name", place).put("in", "path").put("required", true);
      parameter.putObject("schema").put("type", "string");
    }
    for (Operation.Parameter known : operation.query()) {
      ObjectNode parameter =
          parameters
              .addObject()
              .put("name", known.name())
              .put("in", "query")
              .put("description", known.description());
      parameter.putObject("schema").put("type", known.type());
    }
    if (!parameters.isEmpty()) {
      node.set("parameters", parameters);
    }
  }

  private static ObjectNode reference(String schema) {
    if (!schema.endsWith("[]")) {
      return Json.object().put("$ref", SCHEMAS + schema);
    }
    ObjectNode list = Json.object().put("type", "object");
    ObjectNode members = list.putObject("properties");
    members.putObject("object").put("const", "list");
    members
        .putObject("data")
        .put("type", "array")
        .set("items", reference(schema.substring(0, schema.length() - 2)));
    members
        .putObject("next")
        .put("description", "Where the next page begins; absent on the last.")
        .put("type", "string");
    list.putArray("required").add("object").add("data");
    return list;
  }

  private static ObjectNode securitySchemes() {
    ObjectNode schemes = Json.object();
    schemes.putObject("adminKey").put("type", "http").put("scheme", "bearer");
    schemes.putObject("session").put("type", "apiKey").put("in", "cookie").put("name", "__Host-vg");
    return schemes;
  }

  /** What a topic's operations take and give, by name. */
  static ObjectNode schemas(String topic) {
    String resource = "schemas/" + topic + ".json";
    try (InputStream in = OpenApi.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + resource);
      }
      JsonNode schemas = Json.read(in.readAllBytes());
      return (ObjectNode) schemas;
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
    }
  }
}
