package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Tells what there is: the OpenAPI document of the management API. Safe for many threads. */
final class DocumentOperations implements Topic {

  private final List<Topic> topics;
  private final Map<Boolean, JsonNode> documents = new ConcurrentHashMap<>();

  /** About these topics and itself. */
  DocumentOperations(List<Topic> others) {
    this.topics = Stream.concat(others.stream(), Stream.of(this)).toList();
  }

  /** All that there is. */
  List<Topic> topics() {
    return topics;
  }

  @Override
  public String name() {
    return "document";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("", Access.USER)
            .named("resources", "That this is the management API, and what there is below it.")
            .gives("Resources")
            .by(this::resources),
        Operation.get("/openapi.json", Access.PUBLIC)
            .named("openapi", "This document; for who is no administrator, of what users do.")
            .gives("OpenApi")
            .by(call -> Answer.of(document(call.identity()))));
  }

  /** Made once for either kind of reader: what there is does not change while the server runs. */
  private JsonNode document(Identity reader) {
    return documents.computeIfAbsent(
        Access.ADMIN.allows(reader), isAdmin -> OpenApi.document(topics, isAdmin));
  }

  private Answer resources(Call call) {
    ObjectNode node = Json.object().put("object", "administration");
    var resources = node.putArray("resources");
    topics.stream()
        .filter(
            topic ->
                topic.operations().stream()
                    .anyMatch(operation -> operation.access().allows(call.identity())))
        .map(Topic::name)
        .forEach(resources::add);
    return Answer.of(node);
  }
}
