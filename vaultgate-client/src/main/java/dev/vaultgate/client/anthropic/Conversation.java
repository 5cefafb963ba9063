package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request as the dialect has them: instructions apart, and turns of user and
 * assistant that alternate. Neighbours of one role become one turn; the results of tools come first
 * in theirs, as the API demands.
 */
final class Conversation {

  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";

  /** What stands in for the user where a conversation begins with the assistant. */
  private static final String OPENING = "(start)";

  private final ArrayNode system = Json.mapper().createArrayNode();
  private final ArrayNode turns = Json.mapper().createArrayNode();
  private final Set<String> calledTools = new LinkedHashSet<>();
  private @Nullable Turn open;

  /** A turn that may still grow. */
  private record Turn(String role, List<ObjectNode> results, List<ObjectNode> blocks) {

    Turn(String role) {
      this(role, new ArrayList<>(), new ArrayList<>());
    }
  }

  private Conversation() {}

  static Conversation of(List<Message> messages) {
    Conversation conversation = new Conversation();
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
    system.addObject().put("type", "text").put("text", text);
  }

  ArrayNode turns() {
    return turns;
  }

  /** The names of the tools that have been called, in the order of their first calls. */
  Set<String> calledTools() {
    return calledTools;
  }

  /** Whether a block has its data from the provider's own file store. */
  boolean usesFiles() {
    for (JsonNode turn : turns) {
      for (JsonNode block : turn.path("content")) {
        if (block.path("source").path("type").asText().equals("file")) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether the conversation ends with the results of tools that were called without a word of
   * thinking. The API then refuses to think by budget: it wants the thinking of that turn back.
   */
  boolean endsWithUnthoughtCalls() {
    JsonNode last = turns.path(turns.size() - 1).path("content").path(0);
    JsonNode before = turns.path(turns.size() - 2).path("content").path(0);
    return last.path("type").asText().equals("tool_result")
        && !before.path("type").asText().endsWith("thinking");
  }

  private void add(Message message, String path) {
    if (message instanceof Message.System m) {
      addSystem(m, path);
    } else if (message instanceof Message.User m) {
      List<ObjectNode> blocks = turn(USER).blocks;
      addContent(m.content(), path, blocks);
      markLast(blocks, m.extra());
    } else if (message instanceof Message.Assistant m) {
      addAssistant(m, path);
    } else if (message instanceof Message.Tool m) {
      turn(USER).results.add(result(m, path));
    } else {
      throw InvalidRequestException.value(
          path + ".role", message.role(), "system, developer, user, assistant or tool");
    }
  }

  /** Instructions stand before all turns, so later ones join the first. */
  private void addSystem(Message.System message, String path) {
    List<ObjectNode> blocks = new ArrayList<>();
    for (ContentPart part : message.content().parts()) {
      if (!(part instanceof ContentPart.Text)) {
        throw InvalidRequestException.value(path + ".content", "a part", "text alone");
      }
    }
    addContent(message.content(), path, blocks);
    markLast(blocks, message.extra());
    blocks.forEach(system::add);
  }

  private void addAssistant(Message.Assistant message, String path) {
    List<ObjectNode> blocks = turn(ASSISTANT).blocks;
    ThinkingBlocks.sentBack(message.extra()).forEach(blocks::add);
    Content content = message.content();
    if (content != null) {
      addContent(content, path, blocks);
    }
    for (ToolCall call : message.toolCalls()) {
      blocks.add(
          Blocks.block("tool_use")
              .put("id", PastCalls.safe(call.id()))
              .put("name", call.name())
              .set("input", dev.vaultgate.client.ToolArguments.object(call)));
      calledTools.add(call.name());
    }
    markLast(blocks, message.extra());
  }

  private static ObjectNode result(Message.Tool message, String path) {
    ObjectNode block =
        Blocks.block("tool_result").put("tool_use_id", PastCalls.safe(message.toolCallId()));
    if (message.content() instanceof Content.Plain plain) {
      block.put("content", plain.text());
    } else {
      List<ObjectNode> parts = new ArrayList<>();
      addContent(message.content(), path, parts);
      block.putArray("content").addAll(parts);
    }
    JsonNode isError = message.extra().get("is_error");
    if (isError != null && isError.isBoolean()) {
      block.set("is_error", isError);
    }
    Blocks.mark(block, message.extra());
    return block;
  }

  private static void addContent(Content content, String path, List<ObjectNode> blocks) {
    for (ContentPart part : content.parts()) {
      ObjectNode block = Blocks.of(part, path + ".content");
      if (block != null) {
        blocks.add(block);
      }
    }
  }

  /** A mark on a message marks its end. */
  private static void markLast(List<ObjectNode> blocks, Map<String, JsonNode> extra) {
    if (!blocks.isEmpty()) {
      Blocks.mark(blocks.get(blocks.size() - 1), extra);
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
    if (open == null || open.results.isEmpty() && open.blocks.isEmpty()) {
      return;
    }
    if (turns.isEmpty() && open.role.equals(ASSISTANT)) {
      addTurn(USER).addObject().put("type", "text").put("text", OPENING);
    }
    addTurn(open.role).addAll(open.results).addAll(open.blocks);
  }

  /** The content of a turn at the end: a new one, or the last one if it has the same role. */
  private ArrayNode addTurn(String role) {
    JsonNode last = turns.path(turns.size() - 1);
    return last.path("role").asText().equals(role)
        ? (ArrayNode) last.path("content")
        : turns.addObject().put("role", role).putArray("content");
  }

  private void finish() {
    if (open != null && open.role.equals(ASSISTANT)) {
      trimEnd(open.blocks);
    }
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

  /** The API refuses a last turn of the assistant whose text ends in white space. */
  private static void trimEnd(List<ObjectNode> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    ObjectNode last = blocks.get(blocks.size() - 1);
    if (last.path("type").asText().equals("text")) {
      String text = last.path("text").asText().stripTrailing();
      if (text.isEmpty()) {
        blocks.remove(blocks.size() - 1);
      } else {
        last.put("text", text);
      }
    }
  }
}
