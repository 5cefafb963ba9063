package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ToolArguments;
import dev.vaultgate.client.anthropic.ThinkingBlocks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request as the API has them: instructions apart, and turns of user and
 * assistant that alternate, the user's first. The results of tools come first in theirs.
 */
final class Conversation {

  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";
  private static final String CACHE_POINT = "cachePoint";

  /** What stands in for the user where a conversation begins with the assistant. */
  private static final String OPENING = "(start)";

  /** The API wants words beside a document. */
  private static final String BESIDE_DOCUMENT = "(see the document)";

  private final ArrayNode system = Json.mapper().createArrayNode();
  private final ArrayNode turns = Json.mapper().createArrayNode();
  private final Set<String> calledTools = new LinkedHashSet<>();
  private final Blocks blocks = new Blocks();
  private final UnaryOperator<String> callIds;
  private @Nullable Turn open;

  /** A turn that may still grow. */
  private record Turn(String role, List<ObjectNode> results, List<ObjectNode> blocks) {

    Turn(String role) {
      this(role, new ArrayList<>(), new ArrayList<>());
    }
  }

  private Conversation(UnaryOperator<String> callIds) {
    this.callIds = callIds;
  }

  /**
   * @param callIds makes ids of calls ones that the model takes
   */
  static Conversation of(List<Message> messages, UnaryOperator<String> callIds) {
    Conversation conversation = new Conversation(callIds);
    for (int i = 0; i < messages.size(); i++) {
      conversation.add(messages.get(i), "messages[" + i + "]");
    }
    conversation.finish();
    return conversation;
  }

  /** Text blocks, possibly none. */
  ArrayNode system() {
    return system;
  }

  /** Adds instructions behind those of the caller. */
  void instruct(String text) {
    system.addObject().put("text", text);
  }

  ArrayNode turns() {
    return turns;
  }

  /** The names of the tools that have been called, in the order of their first calls. */
  Set<String> calledTools() {
    return calledTools;
  }

  /** Whether a document could not keep its name. */
  boolean hasRenamedDocuments() {
    return blocks.hasRenamed();
  }

  /** Whether it ends with the results of tools that were called without a word of thinking. */
  boolean endsWithUnthoughtCalls() {
    JsonNode last = turns.path(turns.size() - 1).path("content").path(0);
    JsonNode before = turns.path(turns.size() - 2).path("content").path(0);
    return last.has("toolResult") && !before.has("reasoningContent");
  }

  private void add(Message message, String path) {
    if (message instanceof Message.System m) {
      addSystem(m, path);
    } else if (message instanceof Message.User m) {
      List<ObjectNode> content = turn(USER).blocks;
      add(m.content(), path, content);
      Blocks.mark(m.extra(), content);
    } else if (message instanceof Message.Assistant m) {
      addAssistant(m, path);
    } else if (message instanceof Message.Tool m) {
      List<ObjectNode> results = turn(USER).results;
      results.add(result(m, path));
      Blocks.mark(m.extra(), results);
    } else {
      throw InvalidRequestException.value(
          path + ".role", message.role(), "system, developer, user, assistant or tool");
    }
  }

  /** Instructions stand before all turns, so later ones join the first. */
  private void addSystem(Message.System message, String path) {
    List<ObjectNode> texts = new ArrayList<>();
    for (ContentPart part : message.content().parts()) {
      if (!(part instanceof ContentPart.Text)) {
        throw InvalidRequestException.value(path + ".content", "a part", "text alone");
      }
    }
    add(message.content(), path, texts);
    Blocks.mark(message.extra(), texts);
    system.addAll(texts);
  }

  private void addAssistant(Message.Assistant message, String path) {
    List<ObjectNode> content = turn(ASSISTANT).blocks;
    ThinkingBlocks.sentBack(message.extra())
        .forEach(thinking -> content.add(Reasoning.block(thinking)));
    if (message.content() != null) {
      add(message.content(), path, content);
    }
    for (ToolCall call : message.toolCalls()) {
      ObjectNode block = Json.object();
      block
          .putObject("toolUse")
          .put("toolUseId", callIds.apply(call.id()))
          .put("name", call.name())
          .set("input", ToolArguments.object(call));
      content.add(block);
      calledTools.add(call.name());
    }
    Blocks.mark(message.extra(), content);
  }

  private ObjectNode result(Message.Tool message, String path) {
    ObjectNode block = Json.object();
    ObjectNode result =
        block.putObject("toolResult").put("toolUseId", callIds.apply(message.toolCallId()));
    List<ObjectNode> content = new ArrayList<>();
    if (message.content() instanceof Content.Plain plain) {
      // A result may be empty, where a text of a turn may not.
      content.add(Json.object().put("text", plain.text()));
    } else {
      add(message.content(), path, content);
    }
    result.putArray("content").addAll(content);
    if (message.extra().containsKey("is_error")) {
      boolean failed = Objects.requireNonNull(message.extra().get("is_error")).asBoolean();
      result.put("status", failed ? "error" : "success");
    }
    return block;
  }

  private void add(Content content, String path, List<ObjectNode> to) {
    for (ContentPart part : content.parts()) {
      blocks.add(part, path + ".content", to);
    }
  }

  private Turn turn(String role) {
    if (open == null || !open.role.equals(role)) {
      close();
      open = new Turn(role);
    }
    return open;
  }

  private void close() {
    if (open == null || open.results.isEmpty() && hasNothing(open.blocks)) {
      return;
    }
    if (turns.isEmpty() && open.role.equals(ASSISTANT)) {
      addTurn(USER).addObject().put("text", OPENING);
    }
    boolean hasDocument = open.blocks.stream().anyMatch(block -> block.has("document"));
    if (hasDocument && open.blocks.stream().noneMatch(block -> block.has("text"))) {
      open.blocks.add(Json.object().put("text", BESIDE_DOCUMENT));
    }
    addTurn(open.role).addAll(open.results).addAll(open.blocks);
  }

  private static boolean hasNothing(List<ObjectNode> blocks) {
    return blocks.stream().allMatch(block -> block.has(CACHE_POINT));
  }

  /** The content of a turn at the end: a new one, or the last one if it has the same role. */
  private ArrayNode addTurn(String role) {
    JsonNode last = turns.path(turns.size() - 1);
    return last.path("role").asText().equals(role)
        ? (ArrayNode) last.path("content")
        : turns.addObject().put("role", role).putArray("content");
  }

  private void finish() {
    close();
    if (turns.isEmpty()) {
      if (system.isEmpty()) {
        throw InvalidRequestException.value("messages", "only empty ones", "a text");
      }
      // Instructions alone are a question: the API wants one turn at least.
      addTurn(USER).addAll(system);
      system.removeAll();
    }
  }
}
